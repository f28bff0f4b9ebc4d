package io.fluvius.bench;

/** A workload: a section of {@code docs/reference/performance.md}. */
public interface Workload {

    /** Returns the short name, by which the workload is selected: {@code W5}. */
    String name();

    /** Returns the title of the section. */
    String title();

    /** Returns the description of the workload and its peers, in Markdown. */
    String description();

    /** Returns the measure by which contenders are compared. */
    default Measure compared() {
        return Measure.TIME;
    }

    /**
     * Runs the workload, and stops everything that it has started.
     *
     * @throws WrongAnswerException if subject and peers return different results
     */
    WorkloadResult measure(Scale scale) throws Exception;
}
