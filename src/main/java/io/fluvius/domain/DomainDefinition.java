package io.fluvius.domain;

/**
 * What a domain is made of. The families are sealed interfaces of records; their members are the catalogue, so nothing
 * is listed twice.
 *
 * @param name the resource's name, lower-case: {@code user}. It begins the names of stored events, so it is for life
 * @param path where its resources lie over HTTP: {@code users}
 * @param commands the sealed family of commands
 * @param events the sealed family of events
 * @param rejections the sealed family of reasons to say no
 * @param view the record that is queried; has a component {@code id}, and one stamped with the version
 */
public record DomainDefinition(
        String name,
        String path,
        Class<?> commands,
        Class<?> events,
        Class<?> rejections,
        Class<? extends Record> view) {}
