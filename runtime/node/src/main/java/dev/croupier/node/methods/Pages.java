package dev.croupier.node.methods;

import dev.croupier.node.ledger.Page;
import dev.croupier.protocol.v0.ListOptions;
import dev.croupier.protocol.v0.Members;
import dev.croupier.rpc.RefusedException;
import java.util.Locale;

/** Reads list options (clearnode-0.x 8.4). */
final class Pages {
  private Pages() {}

  static Page of(Members params) {
    ListOptions options = ListOptions.read(params);
    Long offset = options.offset();
    Long limit = options.limit();
    return new Page(
        offset == null ? 0 : offset,
        limit == null || limit == 0 ? Page.DEFAULT_LIMIT : Math.min(limit, Page.LARGEST_LIMIT),
        ascending(options.sort() == null ? "" : options.sort()));
  }

  private static boolean ascending(String sort) {
    return switch (sort.toLowerCase(Locale.ROOT)) {
      case "", "desc" -> false;
      case "asc" -> true;
      // The public servers paste the text into the database query (section 16).
      default -> throw new RefusedException("invalid sort type: " + sort);
    };
  }
}
