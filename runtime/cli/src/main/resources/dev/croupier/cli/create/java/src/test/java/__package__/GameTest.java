package __package__;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croupier.app.Allocation;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dealer and the bot, message by message. */
class GameTest {
  private final DealerApp dealer = new DealerApp();
  private final BotApp bot = new BotApp();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void botFindsTheNumber_andWinsThePrize(long seed) {
    TableInMemory dealers = new TableInMemory(TableInMemory.DEALER, seed);
    TableInMemory bots = new TableInMemory(TableInMemory.BOT, seed);
    dealer.onSessionCreated(dealers);
    int guesses = 0;
    while (dealers.closedWith.isEmpty()) {
      while (!dealers.sent.isEmpty()) {
        bot.onAppMessage(dealers.sent.remove(), bots);
      }
      dealer.onAppMessage(bots.sent.remove(), dealers);
      guesses++;
    }

    assertTrue(guesses <= 7, () -> "too many guesses");
    assertEquals(
        List.of(
            Allocation.of(TableInMemory.DEALER, "usdc", "0"),
            Allocation.of(TableInMemory.BOT, "usdc", "1")),
        dealers.closedWith.getFirst());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void wrongGuess_getsAHint(int number) {
    TableInMemory dealers = new TableInMemory(TableInMemory.DEALER, 1);
    dealers.setState(new DealerApp.Game(50, 0));

    dealer.onAppMessage(
        new TableInMemory.Sent("guess", new Guess(number), TableInMemory.BOT), dealers);

    assertEquals(new Hint(number, number < 50 ? "higher" : "lower"), dealers.sent.remove().data());
  }
}
