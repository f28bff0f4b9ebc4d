package io.fluvius.domain.registry;

import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.record.SealedFamily;
import io.fluvius.domain.view.ViewType;
import java.util.List;

/**
 * A domain of this application.
 *
 * @param definition what the domain is made of
 * @param view what Fluvius derives from the record of its view
 */
public record RegisteredDomain(DomainDefinition definition, ViewType<?> view) {

    /**
     * Derives what a definition implies.
     *
     * @throws IllegalArgumentException when a family is not a sealed interface of records, or the view is not supported
     */
    static RegisteredDomain of(DomainDefinition definition) {
        SealedFamily.members(definition.commands());
        SealedFamily.members(definition.events());
        SealedFamily.members(definition.rejections());
        return new RegisteredDomain(definition, ViewType.of(definition.name(), definition.view()));
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
