package io.fluvius.bench;

import io.fluvius.FluviusApplication;
import java.util.ArrayList;
import java.util.List;

/**
 * A program to run in a separate process.
 *
 * @param page a path to which the program responds, with any status below 500, once it has started
 * @param heap the maximum heap size, as in the option {@code -Xmx}
 * @param options further options of the JVM
 */
public record Program(String classPath, String mainClass, String page, String heap, List<String> options) {

    /** The application, with its own class path. */
    public static final Program FLUVIUS = new Program(
            System.getProperty("bench.application", ""),
            FluviusApplication.class.getName(),
            "/api/meta",
            "1g",
            List.of());

    /** The application, whose own classes are in a jar too: an AOT cache contains only classes from jars. */
    public static final Program PACKAGED_FLUVIUS = new Program(
            System.getProperty("bench.packaged-application", ""),
            FLUVIUS.mainClass(),
            FLUVIUS.page(),
            FLUVIUS.heap(),
            List.of());

    /** Returns a program on the class path of the benchmarks. */
    public static Program ofBenchmarks(Class<?> mainClass) {
        return new Program(System.getProperty("java.class.path"), mainClass.getName(), "/", "1g", List.of());
    }

    /** Returns this program with another maximum heap size. */
    public Program withHeap(String limit) {
        return new Program(classPath, mainClass, page, limit, options);
    }

    /** Returns this program with a further option of the JVM. */
    public Program withOption(String option) {
        List<String> more = new ArrayList<>(options);
        more.add(option);
        return new Program(classPath, mainClass, page, heap, List.copyOf(more));
    }
}
