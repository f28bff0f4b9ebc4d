package io.fluvius.bench;

import io.fluvius.FluviusApplication;

/**
 * A program to run in a separate process.
 *
 * @param page a path to which the program responds, with any status below 500, once it has started
 * @param heap the maximum heap size, as in the option {@code -Xmx}
 */
public record Program(String classPath, String mainClass, String page, String heap) {

    /** The application, with its own class path. */
    public static final Program FLUVIUS = new Program(
            System.getProperty("bench.application", ""), FluviusApplication.class.getName(), "/api/meta", "1g");

    /** Returns a program on the class path of the benchmarks. */
    public static Program ofBenchmarks(Class<?> mainClass) {
        return new Program(System.getProperty("java.class.path"), mainClass.getName(), "/", "1g");
    }

    /** Returns this program with another maximum heap size. */
    public Program withHeap(String limit) {
        return new Program(classPath, mainClass, page, limit);
    }
}
