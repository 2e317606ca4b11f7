package touchstone.gateway;

import javax.net.ssl.SSLContext;
import touchstone.model.Ticker;

/**
 * What a gateway is put together from.
 *
 * @param keys that clients may bear
 * @param tls which certificates of outside endpoints are trusted
 */
public record Parts(Routes routes, KeyRing keys, SSLContext tls, Ticker ticker) {}
