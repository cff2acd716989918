package io.hydrophone.upkeep.deploy;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One action on many machines, some at a time. One that fails does not hold up the others. */
public final class Deployment {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /**
     * How it is done.
     *
     * @param parallel machines at a time, at least 1
     * @param retries after a machine could not be reached or the connection broke; other failures would come again
     */
    public record Options(int parallel, int retries) {
        public static final Options DEFAULT = new Options(10, 2);
    }

    private final SshLogins logins;
    private final AgentSettings settings;
    private final Options options;
    private final DeployProgress progress;

    public Deployment(SshLogins logins, AgentSettings settings, Options options, DeployProgress progress) {
        this.logins = logins;
        this.settings = settings;
        this.options = options;
        this.progress = progress;
    }

    /**
     * Does it on all.
     *
     * @param archive null for actions that need none
     * @return a result for each, in the order of the machines
     */
    public List<HostResult> run(DeployAction action, List<DeployHost> hosts, ReleaseArchive archive)
            throws InterruptedException {
        try (ExecutorService some = Executors.newFixedThreadPool(
                options.parallel(), Thread.ofVirtual().factory())) {
            List<Future<HostResult>> running = new ArrayList<>();
            for (DeployHost host : hosts) {
                running.add(some.submit(() -> result(action, host, archive)));
            }
            List<HostResult> results = new ArrayList<>();
            for (Future<HostResult> one : running) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private HostResult result(DeployAction action, DeployHost host, ReleaseArchive archive)
            throws InterruptedException {
        long begun = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            HostResult result = attempt(action, host, archive, attempt, begun);
            boolean mayPass = result.isFailed() && result.problem().code().equals("host-unreachable");
            if (!mayPass || attempt > options.retries()) {
                progress.finished(result);
                return result;
            }
            progress.at(host, "waiting, then again: " + result.detail());
            Thread.sleep(PAUSE.multipliedBy(attempt));
        }
    }

    private HostResult attempt(DeployAction action, DeployHost host, ReleaseArchive archive, int attempt, long begun) {
        progress.at(host, "logging in");
        try (SshLink link = logins.login(host)) {
            Installation there = new Installation(link, host, settings, step -> progress.at(host, step));
            String said = act(action, there, archive);
            boolean changed = said.startsWith("done ");
            String detail = said.substring(said.indexOf(' ') + 1);
            return new HostResult(
                    host,
                    changed ? HostResult.Outcome.DONE : HostResult.Outcome.UNCHANGED,
                    detail,
                    null,
                    attempt,
                    micros(begun));
        } catch (ProblemException e) {
            return failed(host, e.problem(), attempt, begun);
        } catch (RuntimeException e) {
            Problem problem = new Problem("internal", Reason.innermost(e), host.login(), "please report it");
            return failed(host, problem, attempt, begun);
        }
    }

    private static String act(DeployAction action, Installation there, ReleaseArchive archive) {
        if (action == DeployAction.REMOVE) {
            return there.remove();
        }
        Installation.Found found = there.status();
        if (action == DeployAction.STATUS) {
            return "unchanged " + found.text();
        }
        boolean isThis = archive.manifest().directoryName().equals(found.release());
        if (isThis && found.running() && found.isSame()) {
            return "unchanged " + found.text();
        }
        if (action == DeployAction.INSTALL && found.release() != null && !isThis) {
            if (found.running()) {
                return "unchanged " + found.text() + ", upgrade makes it this release";
            }
            throw new ProblemException(
                    "not-running", "another release is there and does not run: " + found.text(), "", "upgrade it");
        }
        return there.place(archive);
    }

    private static HostResult failed(DeployHost host, Problem problem, int attempt, long begun) {
        return new HostResult(host, HostResult.Outcome.FAILED, problem.message(), problem, attempt, micros(begun));
    }

    private static long micros(long begun) {
        return (System.nanoTime() - begun) / 1_000;
    }
}
