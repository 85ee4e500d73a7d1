package dev.croupier.host;

import dev.croupier.protocol.Address;
import java.util.List;
import java.util.Map;

/** Who may ask a seat for its signature under a new session. The seat's app is asked after it. */
public sealed interface InvitePolicy {

  /** Anybody may ask. */
  InvitePolicy ALWAYS = new Always();

  /** Nobody may ask. */
  InvitePolicy NEVER = new Never();

  /** Anybody may ask; the operator decides before the app. */
  InvitePolicy ASK = new Ask();

  /**
   * @param initiator who asks
   * @param addressBook the seat's contacts and the other seats of the host
   * @return whether the app is asked
   */
  boolean admits(Address initiator, Map<String, Address> addressBook);

  /**
   * @return the policy in words, for refusals
   */
  String describe();

  /** Anybody may ask. */
  record Always() implements InvitePolicy {
    @Override
    public boolean admits(Address initiator, Map<String, Address> addressBook) {
      return true;
    }

    @Override
    public String describe() {
      return "always";
    }
  }

  /** Anybody may ask; the operator decides before the app. */
  record Ask() implements InvitePolicy {
    @Override
    public boolean admits(Address initiator, Map<String, Address> addressBook) {
      return true;
    }

    @Override
    public String describe() {
      return "as its operator decides";
    }
  }

  /** Nobody may ask. */
  record Never() implements InvitePolicy {
    @Override
    public boolean admits(Address initiator, Map<String, Address> addressBook) {
      return false;
    }

    @Override
    public String describe() {
      return "never";
    }
  }

  /**
   * Those named may ask.
   *
   * @param who seats, contacts or addresses
   */
  record From(List<String> who) implements InvitePolicy {
    /** Copies the list. */
    public From {
      who = List.copyOf(who);
    }

    @Override
    public boolean admits(Address initiator, Map<String, Address> addressBook) {
      return who.stream()
          .anyMatch(
              name ->
                  initiator.equals(addressBook.get(name))
                      || initiator.toString().equalsIgnoreCase(name));
    }

    @Override
    public String describe() {
      return "from " + String.join(", ", who);
    }
  }
}
