package touchstone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
  @ParameterizedTest
  @CsvSource({
    "https://hub.example, HTTPS_PROXY, http://proxy.shop:3128, '', proxy.shop:3128",
    "https://hub.example, https_proxy, proxy.shop:3128, '', proxy.shop:3128",
    "https://hub.example, ALL_PROXY, http://proxy.shop, '', proxy.shop:80",
    "http://hub.example, HTTPS_PROXY, http://proxy.shop:3128, '', direct",
    "https://hub.example, HTTPS_PROXY, http://proxy.shop:3128, 'a.b,.example', direct",
    "https://hub.example, HTTPS_PROXY, http://proxy.shop:3128, '*', direct",
    "https://hub.example, HTTPS_PROXY, http://proxy.shop:3128, 'xample', proxy.shop:3128",
    "http://127.0.0.1:80, HTTP_PROXY, http://proxy.shop:3128, '', direct",
    "https://hub.example, HTTPS_PROXY, socks5://proxy.shop:1080, '', direct",
    "https://hub.example, HTTPS_PROXY, ::no address::, '', direct",
  })
  void followTheEnvironment(
      String uri, String variable, String value, String except, String expected) {
    Proxy proxy =
        new Proxies(Map.of(variable, value, "NO_PROXY", except)).select(URI.create(uri)).getFirst();
    assertThat(shown(proxy)).isEqualTo(expected);
  }

  private static String shown(Proxy proxy) {
    return proxy.address() instanceof InetSocketAddress address
        ? address.getHostString() + ":" + address.getPort()
        : "direct";
  }
}
