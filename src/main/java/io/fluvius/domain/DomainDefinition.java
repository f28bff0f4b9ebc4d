package io.fluvius.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Defines a domain. An application has one bean of this type for each domain. Each family is a sealed interface whose
 * members are records; Fluvius reads the members from the interface.
 *
 * @param name the name of the resource, in lower case: {@code user}. It is part of the names of stored events and can
 *     therefore never change
 * @param path the path of the resources over HTTP: {@code users}
 * @param commands the sealed family of commands
 * @param events the sealed family of events
 * @param rejections the sealed family of the reasons for which a command is rejected
 * @param view the record that queries return; it has a component {@code id} and a component stamped with the version
 * @param furtherViews further views of the same events, each a resource of its own
 * @param uniqueValues see {@link #withUniqueValue}, by scope
 * @param upcasters see {@link #withUpcaster}
 * @param formerNames see {@link #withFormerName}, by name
 */
public record DomainDefinition(
        String name,
        String path,
        Class<?> commands,
        Class<?> events,
        Class<?> rejections,
        Class<? extends Record> view,
        List<FurtherView> furtherViews,
        Map<String, UnaryOperator<String>> uniqueValues,
        List<Upcaster> upcasters,
        Map<String, Class<? extends Record>> formerNames) {

    /** Defines a domain with one view. */
    public DomainDefinition(
            String name,
            String path,
            Class<?> commands,
            Class<?> events,
            Class<?> rejections,
            Class<? extends Record> view) {
        this(name, path, commands, events, rejections, view, List.of(), Map.of(), List.of(), Map.of());
    }

    public DomainDefinition {
        furtherViews = List.copyOf(furtherViews);
        uniqueValues = Map.copyOf(uniqueValues);
        upcasters = List.copyOf(upcasters);
        formerNames = Map.copyOf(formerNames);
    }

    /**
     * A further view.
     *
     * @param name the name of its resource, in lower case: {@code membership}
     * @param path the path of the resources over HTTP: {@code memberships}
     * @param view the record that queries return. With a component marked {@link OfAggregate}, it can have several rows for
     *     each aggregate
     */
    public record FurtherView(String name, String path, Class<? extends Record> view) {}

    /** Returns this definition with a further view; see {@link FurtherView}. */
    public DomainDefinition withView(String resource, String resourcePath, Class<? extends Record> record) {
        List<FurtherView> views = Stream.concat(
                        furtherViews.stream(), Stream.of(new FurtherView(resource, resourcePath, record)))
                .toList();
        return new DomainDefinition(
                name, path, commands, events, rejections, view, views, uniqueValues, upcasters, formerNames);
    }

    /**
     * Returns this definition with the form of a value that is unique. With it, {@code fluvius.unique-values.rebuild} brings
     * values to their present form that an earlier version of the domain claimed in another.
     *
     * @param scope the scope in which the domain claims the value, see {@link UniqueValues#claim}
     * @param form converts a value to the form in which the domain claims it; a value of this form stays as it is
     */
    public DomainDefinition withUniqueValue(String scope, UnaryOperator<String> form) {
        Map<String, UnaryOperator<String>> forms = new HashMap<>(uniqueValues);
        forms.put(scope, form);
        return new DomainDefinition(
                name, path, commands, events, rejections, view, furtherViews, forms, upcasters, formerNames);
    }

    /**
     * Returns this definition with an upcaster: stored events of an old revision are read as if they had been stored in the
     * new one, wherever events are read.
     *
     * @param event the record of the event
     * @param from the revision that the upcaster reads
     * @param to the revision that it returns: that of the record, or one that another upcaster reads
     * @param change see {@link Upcaster}
     */
    public DomainDefinition withUpcaster(
            Class<? extends Record> event, String from, String to, UnaryOperator<Map<String, Object>> change) {
        List<Upcaster> more = Stream.concat(upcasters.stream(), Stream.of(new Upcaster(event, from, to, change)))
                .toList();
        return new DomainDefinition(
                name, path, commands, events, rejections, view, furtherViews, uniqueValues, more, formerNames);
    }

    /**
     * Returns this definition with another name under which events of a record are stored, because the record was renamed. New
     * events are stored under the present name.
     *
     * @param storedName the former name, with that of the domain: {@code user.user-registered}
     */
    public DomainDefinition withFormerName(String storedName, Class<? extends Record> event) {
        Map<String, Class<? extends Record>> names = new HashMap<>(formerNames);
        Class<? extends Record> other = names.put(storedName, event);
        if (other != null && other != event) {
            throw new IllegalArgumentException(
                    storedName + " is the former name of " + other.getName() + " and of " + event.getName());
        }
        return new DomainDefinition(
                name, path, commands, events, rejections, view, furtherViews, uniqueValues, upcasters, names);
    }
}
