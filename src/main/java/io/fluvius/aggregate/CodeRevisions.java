package io.fluvius.aggregate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.RevisionResolver;
import org.springframework.core.ResolvableType;

/**
 * A revision that is another whenever a class is compiled from other code, or one that its fields hold, or an event that it
 * handles. A snapshot is what code made of events; of other code nobody knows whether it would make the same. What
 * {@code @Revision} says comes first, for whoever changes elsewhere what old events mean. Safe for use by many threads.
 */
final class CodeRevisions implements RevisionResolver {

    /** So many digits of the digest tell the few revisions of one class apart. */
    private static final int DIGITS = 16;

    private final Map<Class<?>, String> known = new ConcurrentHashMap<>();

    @Override
    public String revisionOf(Class<?> type) {
        return known.computeIfAbsent(type, CodeRevisions::compute);
    }

    private static String compute(Class<?> type) {
        Set<Class<?>> code = new TreeSet<>(Comparator.comparing(Class::getName));
        collect(ResolvableType.forClass(type), code);
        MessageDigest digest = sha256();
        code.forEach(it -> digest.update(classFile(it)));
        String ofCode = HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        Revision said = type.getAnnotation(Revision.class);
        return said == null ? ofCode : said.value() + "-" + ofCode;
    }

    private static void collect(ResolvableType type, Set<Class<?>> code) {
        for (ResolvableType argument : type.getGenerics()) {
            collect(argument, code);
        }
        if (type.isArray()) {
            collect(type.getComponentType(), code);
        }
        Class<?> raw = type.resolve();
        if (raw != null && isOfTheApplication(raw) && code.add(raw)) {
            collectMembers(raw, code);
        }
    }

    private static void collectMembers(Class<?> type, Set<Class<?>> code) {
        collect(ResolvableType.forType(type.getGenericSuperclass()), code);
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                collect(ResolvableType.forField(field), code);
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(EventSourcingHandler.class)) {
                collect(ResolvableType.forMethodParameter(method, 0), code);
            }
        }
        if (type.isSealed()) {
            for (Class<?> kind : type.getPermittedSubclasses()) {
                collect(ResolvableType.forClass(kind), code);
            }
        }
    }

    /** What comes with the JDK keeps its form. */
    private static boolean isOfTheApplication(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return !type.isArray() && loader != null && loader != ClassLoader.getPlatformClassLoader();
    }

    private static byte[] classFile(Class<?> type) {
        String path = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream file = type.getResourceAsStream(path)) {
            return Objects.requireNonNull(file, path).readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + path, failure);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has it", missing);
        }
    }
}
