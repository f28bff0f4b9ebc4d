package io.fluvius.domain;

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
 */
public record DomainDefinition(
        String name,
        String path,
        Class<?> commands,
        Class<?> events,
        Class<?> rejections,
        Class<? extends Record> view) {}
