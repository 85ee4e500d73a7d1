package dev.croupier.app;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Everything a plugin can link against, one line per type and member, in a stable order. */
final class PublicSignatures {

  private PublicSignatures() {}

  /**
   * Reads the compiled classes around one class.
   *
   * @param member any class of the tree
   * @return the signatures
   */
  static List<String> around(Class<?> member) throws IOException, URISyntaxException {
    Path root = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        String name =
            root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), ".");
        Class<?> type = load(name.substring(0, name.length() - ".class".length()));
        if (isVisible(type.getModifiers()) && !type.isAnonymousClass()) {
          lines.addAll(of(type));
        }
      }
    }
    return lines;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, PublicSignatures.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError("compiled class " + name + " cannot be loaded", e);
    }
  }

  private static List<String> of(Class<?> type) {
    List<String> members = new ArrayList<>();
    Stream.of(type.getDeclaredConstructors(), type.getDeclaredMethods())
        .flatMap(Arrays::stream)
        .map(Executable.class::cast)
        .filter(PublicSignatures::isLinkable)
        .forEach(executable -> members.add("  " + executable.toGenericString()));
    for (Field field : type.getDeclaredFields()) {
      if (isLinkable(field) && !field.getName().equals("serialVersionUID")) {
        members.add("  " + field.toGenericString());
      }
    }
    members.sort(String::compareTo);
    members.addFirst(header(type));
    return members;
  }

  private static String header(Class<?> type) {
    StringBuilder header = new StringBuilder(type.toGenericString());
    if (type.getGenericSuperclass() != null && type.getSuperclass() != Object.class) {
      header.append(" extends ").append(type.getGenericSuperclass().getTypeName());
    }
    for (var implemented : type.getGenericInterfaces()) {
      header.append(" with ").append(implemented.getTypeName());
    }
    return header.toString();
  }

  private static boolean isLinkable(Member member) {
    return isVisible(member.getModifiers()) && !member.isSynthetic();
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }
}
