package touchstone.endpoint;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/** Tells why a TLS handshake failed. */
final class TlsFault {
  private TlsFault() {}

  static Broken of(SSLException failed) {
    Broken.Kind kind = Broken.Kind.TLS_FAILED;
    String detail = String.valueOf(failed.getMessage());
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathBuilderException
          || cause instanceof CertPathValidatorException) {
        return new Broken(Broken.Kind.TLS_UNTRUSTED, String.valueOf(cause.getMessage()));
      }
      if (cause instanceof CertificateException) {
        kind = Broken.Kind.TLS_WRONG_HOST;
        detail = String.valueOf(cause.getMessage());
      }
    }
    return new Broken(kind, detail);
  }
}
