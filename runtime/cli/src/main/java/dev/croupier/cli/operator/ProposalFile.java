package dev.croupier.cli.operator;

import dev.croupier.app.CroupierException;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.crypto.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something participants sign, on its way between them: {@code {"text": …, "signatures": […]}}. A
 * file that holds the text alone is taken too. Nothing in it is secret.
 *
 * @param text the exact text
 * @param signatures over it
 */
record ProposalFile(String text, List<Signature> signatures) {

  /** Copies the list. */
  ProposalFile {
    signatures = List.copyOf(signatures);
  }

  /**
   * @param file the file
   * @return what is in it
   * @throws UnusableProposalException if it cannot be read or is no proposal
   */
  static ProposalFile read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (java.nio.file.NoSuchFileException e) {
      throw new UnusableProposalException(file + " does not exist");
    } catch (IOException e) {
      throw new UnusableProposalException(file + " cannot be read: " + e.getMessage());
    }
  }

  static ProposalFile parse(String name, String content) {
    String stripped = content.strip();
    if (stripped.startsWith("[")) {
      return new ProposalFile(stripped, List.of());
    }
    try {
      JsonNode json = JsonMapper.shared().readTree(stripped);
      List<Signature> signatures = new ArrayList<>();
      for (JsonNode signature : json.path("signatures")) {
        signatures.add(Signature.parse(signature.asString()));
      }
      return new ProposalFile(json.required("text").asString(), signatures);
    } catch (JacksonException | ProtocolException e) {
      throw new UnusableProposalException(
          name + " is no proposal; expected {\"text\": …, \"signatures\": […]}, or the text alone");
    }
  }

  ProposalFile with(Signature signature) {
    return signatures.contains(signature)
        ? this
        : new ProposalFile(text, Stream.concat(signatures.stream(), Stream.of(signature)).toList());
  }

  /**
   * @param file where to write it; what was there is replaced
   */
  void write(Path file) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("text", text);
    ArrayNode list = json.putArray("signatures");
    signatures.forEach(signature -> list.add(signature.toString()));
    try {
      Files.writeString(file, json.toPrettyString() + "\n");
    } catch (IOException e) {
      throw new UnusableProposalException(file + " cannot be written: " + e.getMessage());
    }
  }

  /** The file cannot be used. */
  static final class UnusableProposalException extends CroupierException {
    private static final long serialVersionUID = 1L;

    UnusableProposalException(String message) {
      super(message);
    }
  }
}
