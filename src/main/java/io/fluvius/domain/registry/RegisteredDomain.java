package io.fluvius.domain.registry;

import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.record.SealedFamily;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.StartupRefusedException;
import java.util.List;

/**
 * A domain of this application.
 *
 * @param definition the definition of the domain
 * @param view the fields and columns that Fluvius derives from the record of its view
 */
public record RegisteredDomain(DomainDefinition definition, ViewType<?> view) {

    /**
     * Validates a definition and derives its view.
     *
     * @throws StartupRefusedException when a family is not a sealed interface of records, or Fluvius does not support the
     *     view
     */
    static RegisteredDomain of(DomainDefinition definition) {
        try {
            SealedFamily.members(definition.commands());
            SealedFamily.members(definition.events());
            SealedFamily.members(definition.rejections());
            return new RegisteredDomain(definition, ViewType.of(definition.name(), definition.view()));
        } catch (IllegalArgumentException unsupported) {
            throw new StartupRefusedException(
                    "The domain " + definition.name() + " cannot be used. " + unsupported.getMessage() + ".",
                    "Change the class, as the guide to adding a domain describes.");
        }
    }

    /** The name of the resource: {@code user}. */
    public String name() {
        return definition.name();
    }

    /** The path of the resources over HTTP: {@code users}. */
    public String path() {
        return definition.path();
    }

    /** The records of the event family, in the order of their declaration. */
    public List<Class<? extends Record>> events() {
        return SealedFamily.members(definition.events());
    }
}
