package dev.croupier.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.transport.ServerFixture.JavaClient;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wss} with a certificate made for the test by the JDK's own tool. */
class TlsTest {
  private static final String PASSWORD = "for this test only";

  @TempDir static Path folder;
  private static Path certificateFile = Path.of("");
  private static Path keyFile = Path.of("");
  private static SSLContext trusting;

  @BeforeAll
  static void makeCertificate() throws Exception {
    Path store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "node",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    Certificate certificate = keys.getCertificate("node");
    Key key = keys.getKey("node", PASSWORD.toCharArray());
    certificateFile = pem("certificate", "CERTIFICATE", certificate.getEncoded());
    keyFile = pem("key", "PRIVATE KEY", key.getEncoded());

    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("node", certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    trusting = SSLContext.getInstance("TLS");
    trusting.init(null, trust.getTrustManagers(), null);
  }

  private static Path pem(String name, String type, byte[] content) throws Exception {
    return Files.writeString(
        folder.resolve(name + ".pem"),
        "-----BEGIN "
            + type
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
            + "\n-----END "
            + type
            + "-----\n");
  }

  @Test
  void wss_isServedWithTheConfiguredFilesAndClosesWithItsReason() throws Exception {
    RecordingListener listener = new RecordingListener();
    try (EventLoops loops = new EventLoops("test", 1);
        WebSocketServer server =
            WebSocketServer.start(
                loops,
                AdminServer.loopback(0),
                new TlsFiles(certificateFile, keyFile),
                TransportLimits.DEFAULTS,
                listener);
        HttpClient http = HttpClient.newBuilder().sslContext(trusting).build()) {
      JavaClient client =
          new JavaClient(
              http.newWebSocketBuilder(), "wss://localhost:" + server.address().getPort() + "/ws");
      assertThat(client.next()).startsWith("hello");
      client.socket.sendText("secret", true).join();
      assertThat(client.next()).isEqualTo("echo secret");
      listener.nextOpened().close("enough");
      assertThat(client.closedWith()).isEqualTo("1008 enough");
    }
  }

  @Test
  void missingOrWrongFiles_areRefusedByName() throws Exception {
    assertRefused(new TlsFiles(folder.resolve("nowhere.pem"), keyFile), "nowhere.pem");
    assertRefused(new TlsFiles(certificateFile, certificateFile), "PEM files");
  }

  private static void assertRefused(TlsFiles files, String part) {
    try (EventLoops loops = new EventLoops("test", 1)) {
      assertThatThrownBy(
              () ->
                  WebSocketServer.start(
                      loops,
                      AdminServer.loopback(0),
                      files,
                      TransportLimits.DEFAULTS,
                      new RecordingListener()))
          .isInstanceOf(TlsFilesException.class)
          .hasMessageContaining(part);
    }
  }
}
