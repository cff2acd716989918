package io.hydrophone.traffic.compare.report;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.digest.report.Html;
import io.hydrophone.digest.report.SqlText;
import io.hydrophone.traffic.compare.Direction;
import io.hydrophone.traffic.compare.StatementComparison;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A statement a circle: its median on the source and on the target, as large as its part of the time. Above the diagonal it is slower. */
final class LatencyScatter {
    private static final double WIDTH = 620;
    private static final double HEIGHT = 440;
    private static final double LEFT = 72;
    private static final double BOTTOM = 44;
    private static final double LARGEST = 22;
    private static final double SMALLEST = 3.5;
    private static final double NAME_WIDTH = 28;
    private static final double NAME_HEIGHT = 11;
    /** What is within ten per cent is not told as a difference. */
    private static final double BAND = 1.1;

    private final Svg svg;
    private final StringBuilder out;
    private final List<double[]> names = new ArrayList<>();
    private LogScale across;
    private LogScale up;

    LatencyScatter(StringBuilder out) {
        this.out = out;
        this.svg = new Svg(out);
    }

    /** @param ranked the statements in the order of the table; those without latencies are left out */
    void draw(List<StatementComparison> ranked) {
        List<StatementComparison> timed =
                new ArrayList<>(ranked.stream().filter(LatencyScatter::isTimed).toList());
        if (timed.isEmpty()) {
            out.append("<p class=\"soft\">No latencies are known on both sides.</p>");
            return;
        }
        long shortest = Long.MAX_VALUE;
        long longest = 1;
        long most = 1;
        for (StatementComparison statement : timed) {
            long before = median(statement.source().total());
            long after = median(statement.target().total());
            shortest = Math.min(shortest, Math.min(before, after));
            longest = Math.max(longest, Math.max(before, after));
            most = Math.max(most, time(statement));
        }
        across = new LogScale(shortest, longest, WIDTH - LEFT - 2 * LARGEST);
        up = new LogScale(shortest, longest, HEIGHT - BOTTOM - 2 * LARGEST);
        svg.open(WIDTH, HEIGHT, "median latency of each statement on the source and on the target");
        axes(longest);
        timed.sort(Comparator.comparingLong(LatencyScatter::time).reversed()); // small ones on top
        for (StatementComparison statement : timed) {
            point(statement, ranked.indexOf(statement) + 1, most);
        }
        svg.close();
        out.append("<p class=\"key\"><i class=\"dot slower\"></i>slower <i class=\"dot faster\"></i>faster")
                .append(" <i class=\"dot even\"></i>no difference that is certain and matters</p>");
    }

    private void axes(long longest) {
        double right = WIDTH - LEFT - 2 * LARGEST;
        double top = HEIGHT - BOTTOM - 2 * LARGEST;
        double bandAcross = across.at(longest) - across.at(Math.round(longest / BAND));
        double bandUp = up.at(longest) - up.at(Math.round(longest / BAND));
        StringBuilder band = new StringBuilder();
        corner(band, 0, 0);
        corner(band, 0, bandUp);
        corner(band, right - bandAcross, top);
        corner(band, right, top);
        corner(band, right, top - bandUp);
        corner(band, bandAcross, 0);
        svg.shape("polygon", "band", band);
        across.ticks((at, label) -> {
            svg.line("grid", x(at), 0, x(at), HEIGHT - BOTTOM);
            svg.text("tick", x(at), HEIGHT - BOTTOM + 16, "middle", label);
        });
        up.ticks((at, label) -> {
            svg.line("grid", LEFT, y(at), WIDTH, y(at));
            svg.text("tick", LEFT - 8, y(at) + 4, "end", label);
        });
        svg.line("mark", x(0), y(0), x(right), y(top));
        svg.text("tick", (LEFT + WIDTH) / 2, HEIGHT - 6, "middle", "median on the source →");
        svg.text("tick", LEFT + 6, 14, "start", "↑ median on the target");
    }

    private static void corner(StringBuilder points, double across, double up) {
        points.append(points.isEmpty() ? "" : " ")
                .append(Html.fixed(x(across)))
                .append(',')
                .append(Html.fixed(y(up)));
    }

    private void point(StatementComparison statement, int rank, long most) {
        double x = x(across.at(median(statement.source().total())));
        double y = y(up.at(median(statement.target().total())));
        double radius = Math.max(SMALLEST, Math.sqrt((double) time(statement) / most) * LARGEST);
        String title = "#" + rank + "  "
                + Phrases.quantile(
                        statement.source().total(), statement.target().total(), 0.5) + "\n"
                + SqlText.cut(SqlText.line(Phrases.title(statement)), 200);
        String kind = kind(statement);
        svg.circle("point " + kind, x, y, radius, title);
        boolean room = x + radius < WIDTH - NAME_WIDTH;
        double name = room ? x + radius + 3 : x - radius - 3;
        if (!kind.equals("even") && isFree(name, y)) {
            svg.text("name", name, y + 4, room ? "start" : "end", "#" + rank);
        }
    }

    /** Names that would lie upon each other are left out, those of the smaller circles. */
    private boolean isFree(double x, double y) {
        for (double[] name : names) {
            if (Math.abs(name[0] - x) < NAME_WIDTH && Math.abs(name[1] - y) < NAME_HEIGHT) {
                return false;
            }
        }
        names.add(new double[] {x, y});
        return true;
    }

    /** Of the page's style. */
    static String kind(StatementComparison statement) {
        Direction direction = statement.latency() == null
                ? Direction.SAME
                : statement.latency().direction();
        return switch (direction) {
            case SLOWER -> "slower";
            case FASTER -> "faster";
            case SAME -> "even";
        };
    }

    private static boolean isTimed(StatementComparison statement) {
        return statement.source().total().count() > 0
                && statement.target().total().count() > 0;
    }

    private static long median(LatencyDistribution of) {
        return of.quantile(0.5);
    }

    private static long time(StatementComparison of) {
        return Math.max(of.source().total().sum(), of.target().total().sum());
    }

    private static double x(double at) {
        return LEFT + LARGEST + at;
    }

    private static double y(double at) {
        return HEIGHT - BOTTOM - LARGEST - at;
    }
}
