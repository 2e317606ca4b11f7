package touchstone.fit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import touchstone.document.Document;
import touchstone.document.Value;
import touchstone.model.Text;

/** A model.safetensors.index.json: the exact size of the tensors, without their shapes. */
public final class SafetensorsIndex {
  private SafetensorsIndex() {}

  /** Reads an index and the config.json beside it, which the cache follows from. */
  public static FitModel read(Path file) {
    Value document = Document.read(file);
    Value metadata = required(document, document.entries(), "metadata");
    Value size = required(metadata, metadata.entries(), "total_size");
    long bytes = (long) size.number(1, 1L << 50);
    Path config = file.resolveSibling("config.json");
    if (!Files.exists(config)) {
      throw document.problem(
          new Text(
              "旁边没有 config.json，算不出 KV 缓存",
              "there is no config.json beside it, which the cache follows from"),
          new Text(
              "请把模型仓库里的 config.json 放到同一个文件夹。",
              "Put the config.json of the model's repository into the same folder."));
    }
    FitModel model = ConfigReader.read(config);
    return FitModel.stored(
        model.shape(),
        model.quantization(),
        bytes,
        model.parameters(),
        new Text("取自 safetensors 索引", "from the safetensors index"));
  }

  private static Value required(Value owner, Map<String, Value> fields, String name) {
    return Optional.ofNullable(fields.get(name))
        .orElseThrow(() ->
            owner.problem(
                new Text("缺少“" + name + "”", "'" + name + "' is missing"),
                new Text(
                    "请用完整的 model.safetensors.index.json。",
                    "Take the whole model.safetensors.index.json.")));
  }
}
