package touchstone.gateway;

import java.util.Optional;
import javax.net.ssl.SSLContext;
import touchstone.model.Ticker;

/**
 * What a gateway is put together from.
 *
 * @param log closed by whoever opened it, after the gateway
 * @param keys that clients may bear
 * @param tls which certificates of outside endpoints are trusted
 */
public record Parts(
    Routes routes, KeyRing keys, Optional<AccessLog> log, SSLContext tls, Ticker ticker) {}
