package io.fluvius.bench;

import io.fluvius.FluviusApplication;

/**
 * What is started as a process.
 *
 * @param page the path of something that it answers once it has started, if only that there is nothing
 * @param heap the most memory for objects, as Java's option has it
 */
public record Program(String classPath, String mainClass, String page, String heap) {

    /** The application with its own class path. */
    public static final Program FLUVIUS = new Program(
            System.getProperty("bench.application", ""), FluviusApplication.class.getName(), "/api/meta", "1g");

    /** A program that stands beside the benchmarks. */
    public static Program beside(Class<?> mainClass) {
        return new Program(System.getProperty("java.class.path"), mainClass.getName(), "/", "1g");
    }

    /** The same with another limit of memory. */
    public Program withHeap(String limit) {
        return new Program(classPath, mainClass, page, limit);
    }
}
