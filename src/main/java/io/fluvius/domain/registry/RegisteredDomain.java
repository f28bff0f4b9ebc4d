package io.fluvius.domain.registry;

import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.record.SealedFamily;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.StartupRefusedException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A domain of this application.
 *
 * @param definition the definition of the domain
 * @param views its view, and then the further ones
 * @param evolution how the stored revisions of its events are read
 */
public record RegisteredDomain(DomainDefinition definition, List<RegisteredView> views, EventEvolution evolution) {

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
            EventEvolution evolution = EventEvolution.of(definition);
            return new RegisteredDomain(definition, views(definition), evolution);
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

    /** The view that the definition names first. */
    public ViewType<?> view() {
        return views.getFirst().type();
    }

    /** The records of the command family, in the order of their declaration. */
    public List<Class<? extends Record>> commands() {
        return SealedFamily.members(definition.commands());
    }

    /** The records of the event family, in the order of their declaration. */
    public List<Class<? extends Record>> events() {
        return SealedFamily.members(definition.events());
    }

    private static List<RegisteredView> views(DomainDefinition definition) {
        String domain = definition.name();
        RegisteredView first = new RegisteredView(domain, definition.path(), ViewType.of(domain, definition.view()));
        if (!first.type().isOneRowPerAggregate()) {
            throw new IllegalArgumentException(
                    definition.view().getName()
                            + " is the first view of its domain and has one row for each aggregate, so that none of its components is marked @OfAggregate");
        }
        return Stream.concat(
                        Stream.of(first),
                        definition.furtherViews().stream()
                                .map(it -> new RegisteredView(domain, it.path(), ViewType.of(it.name(), it.view()))))
                .toList();
    }
}
