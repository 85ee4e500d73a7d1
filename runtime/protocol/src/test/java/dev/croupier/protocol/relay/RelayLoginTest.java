package dev.croupier.protocol.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import org.junit.jupiter.api.Test;

/** The test vector of the page on the relay; digest and signature were computed with viem 2.38. */
class RelayLoginTest {
  private static final RelayLogin LOGIN =
      new RelayLogin(
          Address.parse("0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A"),
          Address.parse("0x1563915e194D8CfBA1943570603F7606A3115508"),
          Hash32.parse("0x" + "ab".repeat(32)),
          1_760_000_060_000L);

  @Test
  void digest_isThatOfTheTypedData() {
    assertThat(LOGIN.digest().toString())
        .isEqualTo("0x548a6046c3f1724051a203f29d16e8882b4059e41b53e483e193cec0b3daf9fa");
  }

  @Test
  void signature_isThatOfAnOrdinaryWallet() {
    LocalSigner wallet =
        new LocalSigner(PrivateKey.parse("0x" + "11".repeat(32)), Secp256k1.best());

    assertThat(wallet.address()).isEqualTo(LOGIN.wallet());
    assertThat(wallet.sign(LOGIN.digest()).toString())
        .isEqualTo(
            "0xda56226b8d5f109f516266cd5db0d2987c1be451332baa2ec136e5368f1e0148"
                + "78c113ee0abedb9cebbcadd8c310d4dbd828700881c900a6b25771e549b670941b");
  }

  @Test
  void digest_dependsOnEveryMember() {
    Address other = Address.parse("0x" + "33".repeat(20));
    assertThat(new RelayLogin(other, LOGIN.relay(), LOGIN.nonce(), LOGIN.expiresAtMs()).digest())
        .isNotEqualTo(LOGIN.digest());
    assertThat(new RelayLogin(LOGIN.wallet(), other, LOGIN.nonce(), LOGIN.expiresAtMs()).digest())
        .isNotEqualTo(LOGIN.digest());
    assertThat(
            new RelayLogin(LOGIN.wallet(), LOGIN.relay(), LOGIN.digest(), LOGIN.expiresAtMs())
                .digest())
        .isNotEqualTo(LOGIN.digest());
    assertThat(new RelayLogin(LOGIN.wallet(), LOGIN.relay(), LOGIN.nonce(), 1).digest())
        .isNotEqualTo(LOGIN.digest());
  }
}
