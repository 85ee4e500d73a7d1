package dev.croupier.cli.operator;

import dev.croupier.cli.ExitCode;
import dev.croupier.cli.Terminal;
import dev.croupier.protocol.crypto.Signature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code croupier sign}. */
@Command(
    name = "sign",
    description =
        "Shows what a proposal says, and signs it: a new session, a redistribution, a close.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  croupier sign close.json --seat server              prints the signature",
      "  croupier sign close.json --node URL --keystore b.json --add",
      "",
      "Only texts are signed that Croupier would have written itself for what they say, and that keep the",
      "money rules. Transfers are not signed for others to send; croupier transfer pays."
    })
public final class SignCommand extends OperatorCommand {
  private static final int MAX_INPUT_BYTES = 1 << 20;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "A proposal, or the text alone; - reads it from the input.")
  private Path file = Path.of("-");

  @Option(names = "--add", description = "Write the signature into the file too.")
  private boolean add;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  /**
   * @param terminal where it prints
   */
  public SignCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Desk desk) throws IOException {
    boolean fromInput = file.toString().equals("-");
    if (fromInput && add) {
      throw options.usage("--add needs a file to write to");
    }
    ProposalFile proposal = fromInput ? input() : ProposalFile.read(file);
    SeatRow seat = seat(desk);
    Reading reading = desk.read(seat.name(), proposal.text());
    if (reading.expiresAt().isBefore(Instant.now())) {
      throw new NotPossibleException(
          "the node has stopped taking this text at "
              + reading.expiresAt()
              + "; ask for a new one");
    }
    List<String> plan = new ArrayList<>(reading.words());
    plan.add("  The signature can be used until " + reading.expiresAt());
    plan.add("  Signed by " + words(desk).who(seat.wallet()));
    if (!agreed(plan, "Sign it?", yes)) {
      return ExitCode.FAILED;
    }
    Signature signature = desk.sign(seat.name(), proposal.text());
    if (add) {
      proposal.with(signature).write(file);
    }
    return done(
        JsonNodeFactory.instance
            .objectNode()
            .put("signature", signature.toString())
            .put("signer", seat.wallet().toString())
            .put("digest", reading.digest()),
        signature.toString());
  }

  private static ProposalFile input() throws IOException {
    byte[] bytes = System.in.readNBytes(MAX_INPUT_BYTES);
    return ProposalFile.parse("the input", new String(bytes, StandardCharsets.UTF_8));
  }
}
