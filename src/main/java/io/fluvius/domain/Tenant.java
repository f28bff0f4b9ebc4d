package io.fluvius.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * One of several organizations that share an application and its store without seeing anything of each other. Each aggregate belongs
 * to one tenant, which the metadata of its commands and events name. What names none belongs to {@link #MAIN}, the only tenant of
 * an application that has not enabled tenants.
 *
 * @param name 1 to 40 lower-case letters, digits and hyphens; the first and the last character are no hyphens
 */
public record Tenant(@JsonValue String name) {

    /** Metadata of commands and events: the name of the tenant. */
    public static final String KEY = "fluviusTenant";

    /** The maximum length of a name, in characters. */
    public static final int MAX_LENGTH = 40;

    // before the constant below, whose name is checked
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");

    /** The tenant of what names no other. */
    public static final Tenant MAIN = new Tenant("main");

    /** @throws IllegalArgumentException if the name has another form */
    @JsonCreator
    public Tenant {
        if (!isName(name)) {
            throw new IllegalArgumentException("The name of a tenant has 1 to " + MAX_LENGTH
                    + " lower-case letters, digits and hyphens, and neither begins nor ends with a hyphen");
        }
    }

    /** Whether a text can be the name of a tenant. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Returns the tenant with a name; empty if the text cannot be one. */
    public static Optional<Tenant> find(String name) {
        return isName(name) ? Optional.of(new Tenant(name)) : Optional.empty();
    }

    /** Returns the tenant of a message with these metadata. */
    public static Tenant of(MetaData metadata) {
        Object name = metadata.get(KEY);
        return name == null || name.equals(MAIN.name) ? MAIN : new Tenant(name.toString());
    }

    /** Returns the tenant of an aggregate, which its first event names; empty without an event. */
    public static Optional<Tenant> ofFirst(Iterator<? extends Message<?>> events) {
        return events.hasNext() ? Optional.of(of(events.next().getMetaData())) : Optional.empty();
    }

    /** Returns the tenant of the message that the present thread handles. */
    public static Tenant ofHandledMessage() {
        return CurrentUnitOfWork.<Message<?>>map(UnitOfWork::getMessage)
                .map(message -> of(message.getMetaData()))
                .orElse(MAIN);
    }

    /**
     * Returns a key that is another one in each tenant: itself in {@link #MAIN}, and {@code acme/user.email} in the tenant
     * {@code acme}.
     */
    public String qualify(String key) {
        return equals(MAIN) ? key : name + "/" + key;
    }

    @Override
    public String toString() {
        return name;
    }
}
