package dev.croupier.node.admin;

import dev.croupier.transport.AdminAnswer;
import dev.croupier.transport.AdminJson;
import dev.croupier.transport.AdminRequest;
import dev.croupier.transport.AdminRequestException;
import dev.croupier.transport.AdminRoute;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /admin/fund} with {@code {"address","asset","amount"}}: credits a wallet and answers
 * {@code {"address","asset","amount","balance"}}; see {@link Faucet}.
 */
public final class FundRoute implements AdminRoute.Handler {
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,46}(\\.[0-9]{1,18})?");
  private static final int MAX_SHOWN = 80;

  private final Faucet faucet;

  private FundRoute(Faucet faucet) {
    this.faucet = faucet;
  }

  /**
   * @param faucet where the money comes from
   * @return the route
   */
  public static AdminRoute of(Faucet faucet) {
    return new AdminRoute("POST", "/admin/fund", new FundRoute(faucet));
  }

  @Override
  public CompletionStage<AdminAnswer> handle(AdminRequest request) {
    Map<String, String> members = AdminJson.readFlat(request.body());
    String address = matching(members, "address", ADDRESS, "0x and 40 hex digits");
    String asset = required(members, "asset");
    String text =
        matching(
            members,
            "amount",
            AMOUNT,
            "a decimal number of at most 46 digits before and 18 after the point");
    BigDecimal amount = new BigDecimal(text);
    if (amount.signum() == 0) {
      throw new AdminRequestException("amount", "\"amount\" must be more than zero");
    }
    return faucet
        .fund(address, asset, amount)
        .thenApply(
            balance -> {
              Map<String, Object> answer = new LinkedHashMap<>();
              answer.put("address", address);
              answer.put("asset", asset);
              answer.put("amount", plain(amount));
              answer.put("balance", plain(balance));
              return AdminAnswer.json(200, answer);
            });
  }

  private static String matching(
      Map<String, String> members, String name, Pattern pattern, String rule) {
    String value = required(members, name);
    if (!pattern.matcher(value).matches()) {
      String shown = value.length() <= MAX_SHOWN ? value : value.substring(0, MAX_SHOWN) + "…";
      throw new AdminRequestException(
          name, "\"" + name + "\" must be " + rule + " but is \"" + shown + "\"");
    }
    return value;
  }

  private static String required(Map<String, String> members, String name) {
    @Nullable String value = members.get(name);
    if (value == null || value.isBlank()) {
      throw new AdminRequestException(
          name,
          "\""
              + name
              + "\" is missing; the body must be"
              + " {\"address\": \"0x…\", \"asset\": \"usdc\", \"amount\": \"100\"}");
    }
    return value;
  }

  private static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }
}
