import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites libraries so that the JVM takes their classes into its cache of loaded classes, which it
 * refuses to do with classes of Java 5 and with signed jars. Both cost every start a part of what
 * the cache saves: the classes are read, verified, and for a signed jar held to its signature. What
 * the classes do stays the same. A jar that needs nothing is left alone.
 *
 * <p>Run by the POM of cli on the toolchain's JDK, with the jars as arguments.
 */
final class CacheableJar {
  /** From version 50 on the cache takes classes; from 51 on there is but one way to verify them. */
  private static final int JAVA_8 = 52;

  private static final int OLDEST_TAKEN = 50;
  private static final int MAJOR_HIGH = 6;
  private static final List<String> SIGNATURES = List.of(".SF", ".RSA", ".DSA", ".EC");

  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      Path file = Path.of(jar);
      boolean rewritten;
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      try (ZipFile old = new ZipFile(file.toFile())) {
        rewritten = needsRewriting(old);
        if (rewritten) {
          rewrite(old, fresh);
        }
      }
      if (rewritten) {
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static boolean needsRewriting(ZipFile jar) throws IOException {
    for (ZipEntry entry : jar.stream().toList()) {
      if (isSignature(entry.getName())) {
        return true;
      }
      if (isClass(entry) && isOld(content(jar, entry))) {
        return true;
      }
    }
    return false;
  }

  private static void rewrite(ZipFile old, Path fresh) throws IOException {
    ClassFile classes =
        ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(in(old)));
    try (OutputStream out = Files.newOutputStream(fresh);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      for (ZipEntry entry : old.stream().toList()) {
        if (isSignature(entry.getName())) {
          continue;
        }
        byte[] content = content(old, entry);
        if (entry.getName().equals("META-INF/MANIFEST.MF")) {
          content = withoutDigests(content);
        } else if (isClass(entry) && isOld(content)) {
          content = modern(classes, content);
        }
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        entries.putNextEntry(copy);
        entries.write(content);
      }
    }
  }

  private static byte[] modern(ClassFile classes, byte[] old) {
    return classes.transformClass(
        classes.parse(old),
        (type, element) -> {
          switch (element) {
            case ClassFileVersion _ -> type.withVersion(JAVA_8, 0);
            case MethodModel method ->
                // Only code that is written anew gets what the newer verifier asks for.
                type.transformMethod(method, MethodTransform.transformingCode(CodeBuilder::with));
            default -> type.with(element);
          }
        });
  }

  /** Where two branches meet, the verifier wants to know what their types have in common. */
  private static ClassHierarchyResolver in(ZipFile jar) {
    return ClassHierarchyResolver.ofResourceParsing(
            (ClassDesc type) -> {
              String name = type.descriptorString();
              ZipEntry entry = jar.getEntry(name.substring(1, name.length() - 1) + ".class");
              try {
                return entry == null ? null : jar.getInputStream(entry);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .orElse(ClassHierarchyResolver.defaultResolver())
        .cached();
  }

  private static byte[] withoutDigests(byte[] manifest) throws IOException {
    Manifest signed = new Manifest(new ByteArrayInputStream(manifest));
    signed.getEntries().clear();
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    signed.write(plain);
    return plain.toByteArray();
  }

  private static boolean isSignature(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.startsWith("META-INF/")
        && upper.indexOf('/', "META-INF/".length()) < 0
        && SIGNATURES.stream().anyMatch(upper::endsWith);
  }

  private static boolean isClass(ZipEntry entry) {
    return entry.getName().endsWith(".class");
  }

  private static boolean isOld(byte[] type) {
    return (type[MAJOR_HIGH] << Byte.SIZE | type[MAJOR_HIGH + 1] & 0xff) < OLDEST_TAKEN;
  }

  private static byte[] content(ZipFile jar, ZipEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
