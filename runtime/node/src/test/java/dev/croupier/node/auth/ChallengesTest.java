package dev.croupier.node.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.v0.auth.AuthRequest;
import dev.croupier.protocol.v0.auth.AuthRequestParams;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChallengesTest {
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final AuthRequestParams LOGIN =
      new AuthRequest("0xA", "0xK", "Chess Arena", 1_760_003_600L, "console", List.of());

  private final Challenges challenges = new Challenges(new Random(1), LIFETIME, 3);

  @Test
  void usedChallenge_isStillKnownButGoodNoMore() {
    String challenge = challenges.create(LOGIN, 0).orElseThrow();
    assertThat(challenges.use(challenge, 1)).isTrue();
    assertThat(challenges.find(challenge)).isSameAs(LOGIN);
    assertThat(challenges.use(challenge, 2)).isFalse();
  }

  @Test
  void madeUpChallenge_isUnknown() {
    assertThat(challenges.find("550e8400-e29b-41d4-a716-446655440000")).isNull();
    assertThat(challenges.use("550e8400-e29b-41d4-a716-446655440000", 0)).isFalse();
  }

  @Test
  void expiredChallenge_isKnownButNotGood() {
    String challenge = challenges.create(LOGIN, 0).orElseThrow();
    assertThat(challenges.use(challenge, LIFETIME.toMillis() + 1)).isFalse();
    assertThat(challenges.find(challenge)).isSameAs(LOGIN);
  }

  @Test
  void fullHouse_refusesUntilOneIsUsedOrExpires() {
    String first = challenges.create(LOGIN, 0).orElseThrow();
    assertThat(challenges.create(LOGIN, 10)).isPresent();
    assertThat(challenges.create(LOGIN, 10)).isPresent();
    assertThat(challenges.create(LOGIN, 10)).isEmpty();
    challenges.use(first, 10);
    assertThat(challenges.create(LOGIN, 10)).isPresent();
    assertThat(challenges.create(LOGIN, 10)).isEmpty();
    assertThat(challenges.create(LOGIN, LIFETIME.toMillis() + 11)).isPresent();
  }

  @Test
  void usedChallenges_areForgottenBeyondTheCapacity() {
    String first = challenges.create(LOGIN, 0).orElseThrow();
    challenges.use(first, 0);
    for (int i = 0; i < 3; i++) {
      challenges.use(challenges.create(LOGIN, 0).orElseThrow(), 0);
    }
    assertThat(challenges.find(first)).isNull();
  }
}
