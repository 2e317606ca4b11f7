package touchstone.deploy;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import touchstone.model.Text;

/**
 * Asks a hub where a file's bytes are, how many there are and what their digest is.
 *
 * <p>Hugging Face answers a HEAD of {@code /REPO/resolve/REVISION/FILE} with {@code X-Linked-Size}
 * and, as {@code X-Linked-Etag}, the SHA-256 of a large file, on a redirect to its storage.
 * ModelScope lists {@code /api/v1/models/REPO/repo/files} with {@code Size} and {@code Sha256}.
 */
final class Locator {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_LISTING = 32 << 20;

  private final Http http;

  Locator(Http http) {
    this.http = http;
  }

  RemoteFile locate(Hubs.Hub hub, ModelSource.HuggingFace source)
      throws SourceFailure, IOException, InterruptedException {
    URI address =
        hub.resolve(
            source.repo() + "/resolve/" + segment(source.revision()) + "/" + path(source.file()));
    try (Http.Answer answer = http.head(address, hub.token(), Set.of("X-Linked-Etag"))) {
      Busy.check(answer);
      if (answer.status() >= 400) {
        throw Refusals.of(hub, source.repo(), answer);
      }
      OptionalLong linked = answer.number("X-Linked-Size");
      return file(
          hub,
          source,
          source.repo(),
          address,
          linked.isPresent() || answer.redirects() ? linked : answer.number("Content-Length"),
          answer.header("X-Linked-Etag").or(() -> answer.header("ETag")));
    }
  }

  RemoteFile locate(Hubs.Hub hub, ModelSource.ModelScope source)
      throws SourceFailure, IOException, InterruptedException {
    String base = "api/v1/models/" + source.repo() + "/repo";
    String revision = "?Revision=" + segment(source.revision());
    JsonNode file =
        listed(hub, source, hub.resolve(base + "/files" + revision + "&Recursive=true"));
    URI address = hub.resolve(base + revision + "&FilePath=" + segment(source.file()));
    JsonNode bytes = file.path("Size");
    return file(
        hub,
        source,
        source.repo(),
        address,
        bytes.canConvertToLong() ? OptionalLong.of(bytes.asLong()) : OptionalLong.empty(),
        Optional.of(file.path("Sha256").asString("")));
  }

  private JsonNode listed(Hubs.Hub hub, ModelSource.ModelScope source, URI address)
      throws SourceFailure, IOException, InterruptedException {
    try (Http.Answer answer = http.get(address, hub.token(), Map.of())) {
      Busy.check(answer);
      if (answer.status() >= 400) {
        throw Refusals.of(hub, source.repo(), answer);
      }
      JsonNode listing = JSON.readTree(answer.body().all(LONGEST_LISTING, http.stall()));
      for (JsonNode file : listing.path("Data").path("Files")) {
        if (file.path("Path").asString("").equals(source.file())) {
          return file;
        }
      }
      throw Refusals.missing(source.repo(), source.file());
    } catch (JacksonException e) {
      throw new SourceFailure(new Text("返回的文件列表不是 JSON", "its list of files is not JSON"), e);
    }
  }

  private static RemoteFile file(
      Hubs.Hub hub,
      ModelSource source,
      String repo,
      URI address,
      OptionalLong bytes,
      Optional<String> stated)
      throws SourceFailure {
    Optional<String> digest = stated.flatMap(Locator::digest);
    Optional<String> pinned = source.pin().sha256();
    if (pinned.isPresent() && digest.isPresent() && !pinned.equals(digest)) {
      throw new SourceFailure(
          new Text(
              "那里的文件已不是目录里登记的那一个（SHA-256 " + digest.get() + "）",
              "the file there is not the one in the catalogue (SHA-256 " + digest.get() + ")"));
    }
    String sha256 =
        pinned
            .or(() -> digest)
            .orElseThrow(() ->
                new SourceFailure(
                    new Text("没有给出文件的 SHA-256，无法校验", "it states no SHA-256 to check against")));
    return new RemoteFile(
        hub,
        repo,
        source.id(),
        address,
        source.pin().bytes().isPresent() ? source.pin().bytes() : bytes,
        sha256);
  }

  private static Optional<String> digest(String stated) {
    String bare = stated.strip().replaceFirst("^W/", "").replace("\"", "").toLowerCase(Locale.ROOT);
    return bare.matches("[0-9a-f]{64}") ? Optional.of(bare) : Optional.empty();
  }

  private static String path(String file) {
    return Arrays.stream(file.split("/", -1))
        .map(Locator::segment)
        .collect(Collectors.joining("/"));
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
