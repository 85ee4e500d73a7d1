package dev.croupier.rpc;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The methods the node serves, by name. Filled once, before the first frame. */
public final class MethodTable {
  private final Map<String, Entry> byName;

  /**
   * A method in the table.
   *
   * @param method what it does
   * @param needsLogin whether it needs a login and a fresh timestamp
   */
  public record Entry(RpcMethod method, boolean needsLogin) {}

  private MethodTable(Map<String, Entry> byName) {
    this.byName = Map.copyOf(byName);
  }

  /**
   * @return an empty table to fill
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * @param name a method name
   * @return the method, or null if there is none of that name
   */
  public @Nullable Entry find(String name) {
    return byName.get(name);
  }

  /**
   * @return all method names, sorted
   */
  public Set<String> names() {
    return new TreeSet<>(byName.keySet());
  }

  /** Collects methods. */
  public static final class Builder {
    private final Map<String, Entry> byName = new HashMap<>();

    private Builder() {}

    /**
     * @param name the name of a method anybody may call
     * @param method what it does
     * @return this
     */
    public Builder open(String name, RpcMethod method) {
      byName.put(name, new Entry(method, false));
      return this;
    }

    /**
     * @param name the name of a method that needs a login
     * @param method what it does
     * @return this
     */
    public Builder withLogin(String name, RpcMethod method) {
      byName.put(name, new Entry(method, true));
      return this;
    }

    /**
     * @return the table
     */
    public MethodTable build() {
      return new MethodTable(byName);
    }
  }
}
