package io.fluvius.domain;

import java.util.function.IntFunction;

/**
 * Commands that fill a domain with data to try it with. A bean of this type gives the empty table of the console a button, which
 * sends the commands as every other caller does.
 *
 * @param resource the name of the domain: {@code user}
 * @param command the key of a creating command: {@code create-user}
 * @param count how many commands
 * @param payload the payload of a command, from its number, which begins with 0; an instance of the command's record or a map
 */
public record DemoData(String resource, String command, int count, IntFunction<?> payload) {}
