package io.hydrophone.agent.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.agent.program.ProgramResult.End;
import io.hydrophone.core.ProblemException;
import io.hydrophone.servers.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs that do all they should not. */
class ProgramTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    @Test
    void anOrdinaryProgramEndsAndSaysWhatItHasToSay() throws Exception {
        ProgramResult result = run("echo out; echo err >&2; exit 3", LONG, 0, 1024);
        assertThat(result.end()).isEqualTo(End.EXITED);
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.output()).isEqualTo("out\n");
        assertThat(result.errors()).isEqualTo("err\n");
    }

    @Test
    void nothingOfTheAgentsEnvironmentIsSeen() throws Exception {
        assertThat(run("env", LONG, 0, 8192).output().lines())
                .allMatch(line -> line.matches("(PATH|LANG|HOME|PWD|OLDPWD|SHLVL|_|HYDROPHONE_RUN)=.*"));
    }

    @Test
    void aSleeperIsKilledWithAllThatItStarted() throws Exception {
        Path pids = directory.resolve("pids");
        ProgramResult result = runTooLong(
                pids,
                "echo begun; sleep 300 & echo $! > " + pids + "; (sleep 300; true) & echo $! >> " + pids + "; wait");
        assertThat(result.output()).isEqualTo("begun\n");
        assertAllEnd(pids);
    }

    /** A session of its own takes it out of the group, and its parent is gone. */
    @Test
    void whatFledTheGroupIsKilledToo() throws Exception {
        Path pids = directory.resolve("pids");
        runTooLong(pids, "(setsid sh -c 'echo $$ > " + pids + "; exec sleep 300' &); sleep 300");
        assertAllEnd(pids);
    }

    @Test
    void whatIsLeftBehindAtTheEndIsKilled() throws Exception {
        Path pids = directory.resolve("pids");
        ProgramResult result = run("sleep 300 & echo $! > " + pids, LONG, 0, 1024);
        assertThat(result.end()).isEqualTo(End.EXITED);
        assertAllEnd(pids);
    }

    @Test
    void aSpammerIsKilledAndItsOutputCut() throws Exception {
        ProgramResult result = run("yes", LONG, 0, 100_000);
        assertThat(result.end()).isEqualTo(End.TOO_MUCH_OUTPUT);
        assertThat(result.output()).hasSize(100_000);
        assertThat(run("yes >&2", LONG, 0, 100_000).end()).isEqualTo(End.TOO_MUCH_OUTPUT);
    }

    @Test
    void memoryIsBounded() throws Exception {
        String eater = "x=0123456789abcdef; while :; do x=$x$x; done";
        ProgramResult result = run(eater, LONG, 64 << 20, 100_000);
        assertThat(result.end()).isEqualTo(End.EXITED);
        assertThat(result.exit()).isNotZero();
        assertThat(run("ulimit -v", LONG, 64 << 20, 100).output()).isEqualTo("65536\n");
    }

    @Test
    void anInterruptedRunIsKilled() throws Exception {
        Path pids = directory.resolve("pids");
        FutureTask<ProgramResult> run = new FutureTask<>(() -> run("echo $$ > " + pids + "; sleep 300", LONG, 0, 1024));
        Thread thread = Thread.ofVirtual().start(run);
        Pause.until("it runs", LONG, () -> Files.exists(pids) && pids.toFile().length() > 1);
        thread.interrupt();
        assertThatThrownBy(run::get).hasCauseInstanceOf(InterruptedException.class);
        assertAllEnd(pids);
    }

    @Test
    void onlyRootRunsItAsAnother() throws Exception {
        if (Account.OWN.equals("root")) {
            assertThat(runAs("nobody", "id -un").output()).isEqualTo("nobody\n");
            assertThat(problemOf("no-one")).isEqualTo("no-such-user");
        } else {
            assertThat(runAs(Account.OWN, "id -un").output()).isEqualTo(Account.OWN + "\n");
            assertThat(problemOf("nobody")).isEqualTo("not-root");
        }
    }

    private static ProgramResult runAs(String user, String line) throws Exception {
        return new Program(Program.shell(line), Path.of("/"), new ProgramLimits(LONG, 64 << 20, 1024, user)).run();
    }

    private static String problemOf(String user) throws Exception {
        try {
            runAs(user, "id");
            return "";
        } catch (ProblemException e) {
            return e.problem().code();
        }
    }

    /** Killed at its deadline, but not before it did what it is there for. */
    private static ProgramResult runTooLong(Path pids, String line) throws Exception {
        for (Duration time = Duration.ofSeconds(1); true; time = time.multipliedBy(2)) {
            ProgramResult result = run(line, time, 0, 1024);
            assertThat(result.end()).isEqualTo(End.TOO_SLOW);
            if (Files.exists(pids) && Files.size(pids) > 0) {
                return result;
            }
        }
    }

    private static void assertAllEnd(Path pids) throws Exception {
        List<String> all = Files.readAllLines(pids);
        assertThat(all).isNotEmpty();
        for (String pid : all) {
            Pause.until(pid + " ends", LONG, () -> !isAlive(Long.parseLong(pid)));
        }
    }

    /** One that ended and that nobody waited for is not. */
    private static boolean isAlive(long pid) {
        try {
            return !Files.readString(Path.of("/proc/" + pid + "/stat")).matches("(?s).*\\) [ZX] .*");
        } catch (IOException e) {
            return false;
        }
    }

    private static ProgramResult run(String line, Duration time, long memory, int output) throws Exception {
        return new Program(Program.shell(line), Path.of("/"), new ProgramLimits(time, memory, output, "")).run();
    }
}
