package touchstone.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.Script;
import touchstone.testing.TestingTicker;

class AlertsTest {
  private static final Alert ALERT =
      new Alert(
          Occasion.LEASE,
          "shop",
          new Text("租约到期，开始释放", "the lease is over"),
          Text.same(""),
          Instant.parse("2026-11-25T08:00:00Z"));

  private final TestingTicker ticker = new TestingTicker();

  @Test
  void everyoneWhoWantsToHearItIsTold() throws InterruptedException {
    try (FakeEndpoint server = FakeEndpoint.inTurn(Script.json(200, "{\"errcode\":0}"))) {
      Receiver hears = weCom(server, EnumSet.of(Occasion.LEASE));
      Receiver deaf = weCom(server, EnumSet.of(Occasion.VERDICT));
      assertThat(alerts(hears, deaf).tell(ALERT))
          .singleElement()
          .satisfies(told -> assertThat(told.problem()).isEmpty());
      assertThat(server.requests())
          .singleElement()
          .satisfies(request -> assertThat(request.body()).contains("租约到期"));
    }
  }

  @Test
  void aTestReachesThoseToWhomItIsNothing() throws InterruptedException {
    try (FakeEndpoint server = FakeEndpoint.inTurn(Script.json(200, "{}"))) {
      Alert test = new Alert(Occasion.TEST, "t", Text.same("t"), Text.same(""), Instant.EPOCH);
      assertThat(alerts(weCom(server, Set.of())).tell(test)).hasSize(1);
    }
  }

  @Test
  void aBusyRobotIsTriedAgainAndARefusalIsNot() throws InterruptedException {
    try (FakeEndpoint server =
        FakeEndpoint.inTurn(Script.tooMany("1"), Script.json(200, "{\"errcode\":0}"))) {
      assertThat(alerts(weCom(server, EnumSet.of(Occasion.LEASE))).tell(ALERT).getFirst().problem())
          .isEmpty();
      assertThat(server.requests()).hasSize(2);
    }
    try (FakeEndpoint server =
        FakeEndpoint.inTurn(
            Script.json(200, "{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}"))) {
      assertThat(alerts(weCom(server, EnumSet.of(Occasion.LEASE))).tell(ALERT).getFirst().problem())
          .hasValueSatisfying(why ->
              assertThat(why).contains("93000", "invalid webhook url").doesNotContain("key=K"));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}",
        "{\"errcode\":45033,\"errmsg\":\"api concurrent out of limit\"}",
        "{\"errcode\":130101,\"errmsg\":\"send too fast\"}",
        "{\"code\":9499,\"msg\":\"too many request\"}",
        "{\"code\":11232,\"msg\":\"frequency limited\"}",
      })
  void aRobotThatGetsTooManyIsTriedAgainAfterLongerPauses(String tooMany)
      throws InterruptedException {
    try (FakeEndpoint server =
        FakeEndpoint.inTurn(
            Script.json(200, tooMany),
            Script.json(200, tooMany),
            Script.json(200, "{\"errcode\":0,\"code\":0}"))) {
      assertThat(alerts(weCom(server, EnumSet.of(Occasion.LEASE))).tell(ALERT).getFirst().problem())
          .isEmpty();
      assertThat(server.requests()).hasSize(3);
      assertThat(ticker.sleeps()).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(30));
    }
  }

  @Test
  void aDeadAddressEndsInAReasonAfterThreeTries() throws InterruptedException, IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Receiver dead =
        receiver(
            new Receiver.Way.Hook(URI.create("http://127.0.0.1:" + port + "/secret")),
            EnumSet.of(Occasion.LEASE));
    assertThat(alerts(dead).tell(ALERT).getFirst().problem())
        .hasValueSatisfying(
            why -> assertThat(why).startsWith("127.0.0.1: ").doesNotContain("secret"));
    assertThat(ticker.sleeps()).hasSize(2);
  }

  @Test
  void aReplyThatNeverEndsIsGivenUp() throws InterruptedException {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{";
    try (FakeEndpoint server = FakeEndpoint.inTurn(Script.raw(head, Script.Ending.HANG))) {
      var way = new Receiver.Way.Hook(server.url());
      var message = RobotMessage.hook(way, ALERT, Language.ZH);
      assertThat(new Webhook(Duration.ofMillis(300)).post(message))
          .hasValueSatisfying(refused -> assertThat(refused.why()).contains("no whole reply"));
    }
  }

  @Test
  void aProgramsOwnCodesAreNoRefusal() throws InterruptedException {
    try (FakeEndpoint server = FakeEndpoint.inTurn(Script.json(200, "{\"code\":200}"))) {
      Receiver hook = receiver(new Receiver.Way.Hook(server.url()), EnumSet.of(Occasion.LEASE));
      assertThat(alerts(hook).tell(ALERT).getFirst().problem()).isEmpty();
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws InterruptedException {
    try (FakeEndpoint server =
        FakeEndpoint.inTurn(
            Script.raw(
                "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
                Script.Ending.KEEP))) {
      assertThat(alerts(weCom(server, EnumSet.of(Occasion.LEASE))).tell(ALERT).getFirst().problem())
          .hasValueSatisfying(why -> assertThat(why).contains("302"));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void mailArrivesWithSubjectAndTextInChinese() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    try {
      server.setUser("bot@shop.example", "bot", "geheim");
      var way =
          new Receiver.Way.Mail(
              URI.create("smtp://127.0.0.1:" + server.getSmtp().getPort()),
              Optional.of(new Receiver.Login("bot", "geheim")),
              "bot@shop.example",
              List.of("li@shop.example"));
      assertThat(alerts(receiver(way, EnumSet.of(Occasion.LEASE))).tell(ALERT).getFirst().problem())
          .isEmpty();
      MimeMessage mail = server.getReceivedMessages()[0];
      assertThat(mail.getSubject()).isEqualTo("【试金石】shop：租约到期，开始释放");
      assertThat(mail.getContent().toString()).contains("2026-11-25T08:00:00Z");
    } finally {
      server.stop();
    }
  }

  @Test
  void aWrongPasswordIsNotTriedAgain() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    try {
      server.setUser("bot@shop.example", "bot", "geheim");
      var way =
          new Receiver.Way.Mail(
              URI.create("smtp://127.0.0.1:" + server.getSmtp().getPort()),
              Optional.of(new Receiver.Login("bot", "falsch")),
              "bot@shop.example",
              List.of("li@shop.example"));
      assertThat(alerts(receiver(way, EnumSet.of(Occasion.LEASE))).tell(ALERT).getFirst().problem())
          .hasValueSatisfying(why -> assertThat(why).doesNotContain("falsch"));
      assertThat(ticker.sleeps()).isEmpty();
    } finally {
      server.stop();
    }
  }

  private Alerts alerts(Receiver... receivers) {
    return new Alerts(List.of(receivers), ticker, ticker);
  }

  private static Receiver weCom(FakeEndpoint server, Set<Occasion> occasions) {
    return receiver(new Receiver.Way.WeCom(URI.create(server.url() + "/send?key=K")), occasions);
  }

  private static Receiver receiver(Receiver.Way way, Set<Occasion> occasions) {
    return new Receiver("r", occasions, Language.ZH, way);
  }
}
