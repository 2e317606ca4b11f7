package touchstone.deploy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * Refuses addresses that an outside endpoint cannot have: a cloud's metadata service hands out
 * credentials to whoever asks, so a selection from somebody else must not reach it. Loopback and
 * private networks are allowed.
 */
public final class Addresses {
  private static final Set<String> METADATA_NAMES =
      Set.of(
          "metadata",
          "metadata.google.internal",
          "metadata.goog",
          "metadata.tencentyun.com",
          "metadata.azure.internal",
          "instance-data",
          "instance-data.ec2.internal");
  // Alibaba Cloud and the IPv6 address of AWS stand outside the link-local ranges.
  private static final Set<String> METADATA_ADDRESSES =
      Set.of("100.100.100.200", "fd00:ec2:0:0:0:0:0:254");

  private final Resolver resolver;

  Addresses(Resolver resolver) {
    this.resolver = resolver;
  }

  /** Looks names up, and checks every address that they stand for. */
  interface Resolver {
    List<InetAddress> addresses(String host) throws UnknownHostException;
  }

  /** With the system's own name service. */
  public static Addresses resolving() {
    return new Addresses(host -> List.of(InetAddress.getAllByName(host)));
  }

  /**
   * Checks an endpoint's address. A name that cannot be looked up passes: connecting will tell.
   *
   * @throws ProblemException where it is no http(s) address, carries a user name, or is a
   *     link-local or metadata address
   */
  public void check(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
      throw Problems.of(
          new Text(
              "端点地址 " + shown(url) + " 不对，应以 http:// 或 https:// 开头并带主机名。",
              "The endpoint address " + shown(url) + " is not http:// or https:// with a host."),
          new Text("例如 http://127.0.0.1:8000/v1。", "For example http://127.0.0.1:8000/v1."));
    }
    if (url.getRawUserInfo() != null) {
      throw Problems.of(
          new Text(
              "端点地址 " + shown(url) + " 里带了用户名或密码。",
              "The endpoint address " + shown(url) + " carries a user name or password."),
          new Text(
              "请改用 apiKey 或 headers，并引用环境变量。",
              "Use apiKey or headers with an environment variable instead."));
    }
    String host = bare(url.getHost());
    if (METADATA_NAMES.contains(host) || addresses(host).stream().anyMatch(Addresses::barred)) {
      throw barred(url);
    }
  }

  private List<InetAddress> addresses(String host) {
    try {
      // "2852039166" and "0xA9.254.43518" are addresses to the system's resolver too.
      return List.of(Inet4Address.ofPosixLiteral(host));
    } catch (IllegalArgumentException _) {
      try {
        return resolver.addresses(host);
      } catch (UnknownHostException _) {
        return List.of();
      }
    }
  }

  private static boolean barred(InetAddress address) {
    String bare = address.getHostAddress().replaceFirst("%.*", "");
    return address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || METADATA_ADDRESSES.contains(bare);
  }

  private static String bare(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    String unbracketed = lower.startsWith("[") ? lower.substring(1, lower.length() - 1) : lower;
    return unbracketed.endsWith(".")
        ? unbracketed.substring(0, unbracketed.length() - 1)
        : unbracketed;
  }

  private static String shown(URI url) {
    return url.toString().replaceFirst("//[^/@]*@", "//…@");
  }

  private static ProblemException barred(URI url) {
    return Problems.of(
        new Text(
            "端点地址 " + url + " 指向链路本地或云主机元数据服务，不能当作模型端点。",
            "The endpoint address " + url + " is a link-local or cloud metadata address."),
        new Text(
            "请填模型服务真实的地址；本机和内网地址都可以用。",
            "Give the model server's own address; loopback and private networks are fine."));
  }
}
