package touchstone.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Candidate;
import touchstone.model.Text;
import touchstone.run.RunFiles;

/**
 * Addresses for candidates that wait for one.
 *
 * @param urls by the candidates' ids
 */
record Addresses(Map<String, URI> urls) {
  Addresses {
    urls = Map.copyOf(urls);
  }

  static Addresses read(ObjectNode body) {
    Map<String, URI> urls = new LinkedHashMap<>();
    body.path("endpoints")
        .forEachEntry((id, url) -> urls.put(id, address(id, url.asString("").strip())));
    return new Addresses(urls);
  }

  private static URI address(String id, String text) {
    try {
      URI url = new URI(text);
      if (RunFiles.keeps(url)) {
        return url;
      }
    } catch (URISyntaxException _) {
      // said below
    }
    // what may be a password or a key in it is not said again
    throw new Refusal(
        422,
        new Text("候选 " + id + "：填的不是接口地址", "Candidate " + id + ": that is no address"),
        new Text(
            "写成 http(s)://主机[:端口]/v1，不带用户名密码。",
            "Write http(s)://host[:port]/v1 without a user name."));
  }

  /**
   * The candidates of a run with these addresses.
   *
   * @throws Refusal where an id is that of no candidate
   */
  List<Candidate> given(RunFiles files) {
    List<Candidate> candidates = files.selection().candidates();
    List<String> ids = candidates.stream().map(Candidate::id).toList();
    for (String id : urls.keySet()) {
      if (!ids.contains(id)) {
        throw new Refusal(
            422,
            new Text("没有叫 " + id + " 的候选", "There is no candidate " + id),
            new Text("候选有：" + String.join("、", ids), "There are: " + String.join(", ", ids)));
      }
    }
    return files.resolved(candidates, urls);
  }
}
