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
 * Computes revisions that change whenever the compiled code changes, be it of an aggregate, of a class that its fields
 * hold, or of an event that it handles. A snapshot is the result of that code, and other code may have another result from
 * the same events. The revision begins with the value of {@code @Revision}, which an author changes when code elsewhere
 * gives old events another meaning. Safe for use by many threads.
 */
final class CodeRevisions implements RevisionResolver {

    /** The digits of the digest in a revision, enough to distinguish the few revisions of one class. */
    private static final int DIGITS = 16;

    private final Map<Class<?>, String> revisions = new ConcurrentHashMap<>();

    @Override
    public String revisionOf(Class<?> type) {
        return revisions.computeIfAbsent(type, CodeRevisions::compute);
    }

    private static String compute(Class<?> type) {
        Set<Class<?>> code = new TreeSet<>(Comparator.comparing(Class::getName));
        collect(ResolvableType.forClass(type), code);
        MessageDigest digest = sha256();
        code.forEach(it -> digest.update(classFile(it)));
        String digits = HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        Revision annotation = type.getAnnotation(Revision.class);
        return annotation == null ? digits : annotation.value() + "-" + digits;
    }

    private static void collect(ResolvableType type, Set<Class<?>> code) {
        for (ResolvableType argument : type.getGenerics()) {
            collect(argument, code);
        }
        if (type.isArray()) {
            collect(type.getComponentType(), code);
        }
        Class<?> raw = type.resolve();
        if (raw != null && isPartOfApplication(raw) && code.add(raw)) {
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

    /** Classes of the JDK do not change what they store. */
    private static boolean isPartOfApplication(Class<?> type) {
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
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK supports SHA-256", impossible);
        }
    }
}
