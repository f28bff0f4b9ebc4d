package io.fluvius.bench;

/** One of the things that are measured: a part of {@code docs/reference/performance.md}. */
public interface Workload {

    /** The short name, by which it is chosen: {@code W5}. */
    String name();

    /** What is measured, in a few words. */
    String title();

    /** What is done, against whom and how, for readers of the figures. Markdown. */
    String description();

    /** By what those who take part are compared. */
    default Measure compared() {
        return Measure.TIME;
    }

    /**
     * Measures. Whatever it starts, it stops.
     *
     * @throws WrongAnswerException when subject and peers do not answer the same
     */
    Outcome measure(Scale scale) throws Exception;
}
