package touchstone.fit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.document.Document;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.document.Words;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** The cards that ship as data, found by the names people write. */
public final class GpuCatalogue {
  /** Of the nominal size, in GiB, what the most frugal driver on record leaves (L40S, A10). */
  private static final double LEAST_SHARE = 0.937;

  private static final Pattern BARE =
      Pattern.compile("(\\d{3,7})\\s*MiB", Pattern.CASE_INSENSITIVE);

  private final Map<String, Gpu> byName = new LinkedHashMap<>();
  private final List<Gpu> gpus;

  private GpuCatalogue(Value document) {
    Fields fields = document.fields("source", "date", "gpus");
    gpus = fields.required("gpus").items(this::gpu);
  }

  public static GpuCatalogue bundled() {
    return new GpuCatalogue(Document.read("gpus.yaml", Resource.text("gpus.yaml")));
  }

  public List<Gpu> gpus() {
    return gpus;
  }

  /**
   * A card by name ({@code H100-80GB}, {@code rtx 4090}), or one known by its memory only ({@code
   * 32607MiB}).
   *
   * @throws ProblemException naming the cards there are
   */
  public Gpu find(String name) {
    Matcher bare = BARE.matcher(name.strip());
    if (bare.matches() && Integer.parseInt(bare.group(1)) > 0) {
      return new Gpu(name.strip(), Integer.parseInt(bare.group(1)), true, Optional.empty());
    }
    return Optional.ofNullable(byName.get(fold(name))).orElseThrow(() -> unknown(name));
  }

  /** A card of which only the size on the box is known; what its driver leaves is taken low. */
  static Gpu nominal(int gigabytes) {
    return new Gpu(gigabytes + "GB", least(gigabytes), false, Optional.empty());
  }

  private static int least(int gigabytes) {
    return (int) (gigabytes * 1024 * LEAST_SHARE);
  }

  private ProblemException unknown(String name) {
    List<String> names = gpus.stream().map(Gpu::name).toList();
    String all = String.join(", ", names);
    String near = Words.nearest(name, names).map(each -> " " + each + "?").orElse("");
    return new ProblemException(
        new Problem(
            new Text(
                "不认识显卡“" + name + "”。现有：" + all, "GPU '" + name + "' is unknown. Known: " + all),
            new Text(
                (near.isEmpty() ? "" : "是不是想写" + near + " ")
                    + "请从上面选一个；别的卡可以直接写 nvidia-smi 报告的显存，例如 --gpu 32607MiB。",
                (near.isEmpty() ? "" : "Did you mean" + near + " ")
                    + "Take one of these, or give the memory that nvidia-smi reports, e.g. --gpu"
                    + " 32607MiB.")));
  }

  private Gpu gpu(Value value) {
    Fields fields =
        value.fields("name", "usableMib", "nominalGb", "bandwidthGbPerS", "teraflops", "aliases");
    Optional<Integer> usable =
        fields.optional("usableMib").map(each -> each.integer(1024, 1 << 22));
    int mib = usable.orElseGet(() -> least(fields.required("nominalGb").integer(1, 4096)));
    Gpu.Speed speed =
        new Gpu.Speed(
            fields.required("bandwidthGbPerS").number(1, 1e6),
            fields.required("teraflops").number(1, 1e6));
    Gpu gpu = new Gpu(fields.required("name").name(), mib, usable.isPresent(), Optional.of(speed));
    byName.put(fold(gpu.name()), gpu);
    fields.required("aliases").items(Value::name).forEach(each -> byName.put(fold(each), gpu));
    return gpu;
  }

  /** {@code NVIDIA RTX 4090 24GB} and {@code rtx-4090-24g} are one. */
  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]", "")
        .replaceFirst("^nvidia", "")
        .replaceFirst("^(geforce|tesla)", "")
        .replaceFirst("(\\d)gb?$", "$1");
  }
}
