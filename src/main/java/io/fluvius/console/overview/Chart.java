package io.fluvius.console.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A line over the last hour.
 *
 * @param points as SVG has them
 * @param most the highest value
 */
record Chart(String points, long most) {

    static final int WIDTH = 240;
    static final int HEIGHT = 40;

    private static final double SECONDS = Duration.ofHours(1).toSeconds();

    private record Point(Instant at, long value) {}

    /** The values themselves. */
    static Chart of(List<LastHour.Sample> samples, ToLongFunction<LastHour.Sample> value) {
        return drawn(samples.stream()
                .map(sample -> new Point(sample.at(), value.applyAsLong(sample)))
                .toList());
    }

    /** By how much a value has grown from each sample to the next. */
    static Chart ofGrowth(List<LastHour.Sample> samples, ToLongFunction<LastHour.Sample> value) {
        return drawn(IntStream.range(1, samples.size())
                .mapToObj(index -> new Point(
                        samples.get(index).at(),
                        Math.max(0, value.applyAsLong(samples.get(index)) - value.applyAsLong(samples.get(index - 1)))))
                .toList());
    }

    private static Chart drawn(List<Point> points) {
        long most = points.stream().mapToLong(Point::value).max().orElse(0);
        Instant end = points.isEmpty() ? Instant.now() : points.getLast().at();
        return new Chart(
                points.stream()
                        .map(point -> String.format(
                                Locale.ROOT,
                                "%.1f,%.1f",
                                WIDTH - Duration.between(point.at(), end).toMillis() / 1000.0 * WIDTH / SECONDS,
                                HEIGHT - 1 - (most == 0 ? 0 : (HEIGHT - 2.0) * point.value() / most)))
                        .collect(Collectors.joining(" ")),
                most);
    }

    /** The part of the drawing that is shown. */
    public String viewBox() {
        return "0 0 " + WIDTH + " " + HEIGHT;
    }
}
