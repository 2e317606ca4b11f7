package touchstone.alerts;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import touchstone.alerts.Webhook.Again;
import touchstone.alerts.Webhook.Refused;
import touchstone.model.Language;

/**
 * Sends a mail over TLS: from the start with {@code smtps}, by STARTTLS, which must succeed, with
 * {@code smtp}. Only to a server on loopback does it speak in the clear.
 */
final class MailSender {
  private final Duration timeout;

  MailSender(Duration timeout) {
    this.timeout = timeout;
  }

  /** Sends it once; why it did not go out, otherwise. */
  Optional<Refused> send(Receiver.Way.Mail way, Alert alert, Language language) {
    try {
      Session session = Session.getInstance(settings(way));
      MimeMessage message = new MimeMessage(session);
      message.setFrom(new InternetAddress(way.from(), true));
      for (String each : way.to()) {
        message.addRecipient(Message.RecipientType.TO, new InternetAddress(each, true));
      }
      message.setSubject(alert.headline(language), "UTF-8");
      message.setText(alert.message(language), "UTF-8");
      message.setSentDate(Date.from(alert.at()));
      deliver(session, way, message);
      return Optional.empty();
    } catch (MessagingException failed) {
      return Optional.of(
          new Refused(way.server().getHost() + ": " + failed.getMessage(), again(failed)));
    }
  }

  private static void deliver(Session session, Receiver.Way.Mail way, MimeMessage message)
      throws MessagingException {
    try (Transport transport = session.getTransport(way.server().getScheme())) {
      if (way.user().isPresent()) {
        transport.connect(way.user().get().user(), way.user().get().password());
      } else {
        transport.connect();
      }
      transport.sendMessage(message, message.getAllRecipients());
    }
  }

  private static Again again(MessagingException failed) {
    boolean never =
        failed instanceof jakarta.mail.AuthenticationFailedException
            || failed instanceof jakarta.mail.internet.AddressException;
    return never ? Again.NEVER : Again.SOON;
  }

  private Properties settings(Receiver.Way.Mail way) {
    String scheme = way.server().getScheme().toLowerCase(Locale.ROOT);
    String prefix = "mail." + scheme + ".";
    Properties settings = new Properties();
    settings.setProperty(prefix + "host", way.server().getHost());
    if (way.server().getPort() > 0) {
      settings.setProperty(prefix + "port", String.valueOf(way.server().getPort()));
    }
    settings.setProperty(prefix + "auth", String.valueOf(way.user().isPresent()));
    for (String name : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      settings.setProperty(prefix + name, String.valueOf(timeout.toMillis()));
    }
    settings.setProperty(prefix + "ssl.checkserveridentity", "true");
    boolean clear = scheme.equals("smtp") && Addresses.loopback(way.server());
    settings.setProperty(prefix + "starttls.enable", "true");
    settings.setProperty(prefix + "starttls.required", String.valueOf(!clear));
    return settings;
  }
}
