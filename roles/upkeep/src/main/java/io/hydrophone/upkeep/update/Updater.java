package io.hydrophone.upkeep.update;

import io.hydrophone.core.Foreign;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.upkeep.release.Manifest;
import io.hydrophone.upkeep.release.SignedManifest;
import io.hydrophone.upkeep.release.TrustedKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One agent's updates, a step at a time: {@link #find}, {@link #stage}, {@link #begin}, then {@link #confirm} or {@link
 * #goBack}. Each step is written down before it is done; after a process died, {@link #recover} says where it was. Of one
 * thread, but for finding and staging, which change no state.
 */
public final class Updater {
    /** A release that was started so often without being judged is left: the process that judges may die of it. */
    private static final int MAX_STARTS = 2;

    private static final int MAX_WHY = 120;

    private final AgentHome home;
    private final StateFile file;
    private final ReleaseServer server;
    private final Staging staging;
    private final TrustedKeys keys;
    private final boolean olderToo;
    private final Clock clock;
    private volatile UpdateState state;

    /**
     * Of an installation.
     *
     * @param address null where only local steps are taken
     * @param keys whose releases are accepted; null for none
     * @param olderToo whether the operator wants what is older than what was in use
     */
    public Updater(
            AgentHome home, UpdateServerAddress address, AgentIdentity agent, TrustedKeys keys, boolean olderToo) {
        this.home = home;
        this.file = new StateFile(home.stateFile());
        this.server = address == null ? null : new ReleaseServer(address, agent);
        this.staging = new Staging(home, server);
        this.keys = keys;
        this.olderToo = olderToo;
        this.clock = Clock.systemUTC();
        this.state = file.read();
    }

    public UpdateState state() {
        return state;
    }

    AgentHome home() {
        return home;
    }

    /** Null where no server was given. */
    ReleaseServer server() {
        return server;
    }

    /**
     * Where a process left off that was killed. What was on trial may be tried again, a few times; what was being left is
     * left.
     *
     * @return whether the release in use is on trial
     * @throws ProblemException when the disk does not allow it
     */
    public boolean recover() {
        return switch (state.phase()) {
            case SETTLED -> false;
            case TRIAL -> isToBeTriedAgain();
            case GOING_BACK -> {
                back();
                yield false;
            }
        };
    }

    private boolean isToBeTriedAgain() {
        if (!state.to().equals(home.currentName())) {
            remember(state.settledBack()); // It was not begun.
            return false;
        }
        if (state.starts() >= MAX_STARTS) {
            goBack("was started " + state.starts() + " times by a process that did not live to judge it");
            return false;
        }
        remember(state.startedAgain());
        return true;
    }

    /**
     * Asks the server.
     *
     * @throws ProblemException when it cannot be asked, or what it says is not signed
     */
    public Finding find() {
        if (keys == null) {
            throw new ProblemException(
                    "no-public-key",
                    "no release is taken, for no key is trusted",
                    home.root().resolve("public_key.pem").toString(),
                    "put the public half of the signing key there");
        }
        SignedManifest signed = server.manifest(state.pinned());
        if (signed == null) {
            return new Finding.UpToDate("the server has no release for this agent");
        }
        Manifest offered = signed.verified(keys);
        Manifest current = home.manifest(home.currentName());
        if (current != null && current.serial() == offered.serial()) {
            return new Finding.UpToDate("release " + current.version() + " is in use");
        }
        boolean isPinned = offered.version().equals(state.pinned());
        if (state.pinned() != null && !isPinned) {
            return new Finding.Declined("release " + offered.version() + " is not the pinned " + state.pinned());
        }
        if (offered.serial() < state.newestSerial() && !isPinned && !olderToo) {
            return new Finding.Declined("release " + offered.version()
                    + " was signed before one that was in use: who wants it signs it again, or pins it here");
        }
        if (state.gaveUp(offered.serial())) {
            return new Finding.Declined("release " + offered.version() + " was tried and left");
        }
        if (current != null && current.isOfSameContent(offered)) {
            return new Finding.SignedAgain(signed, offered);
        }
        return new Finding.Available(signed, offered);
    }

    /**
     * Fetches and verifies all of it, while the program runs.
     *
     * @throws ProblemException {@code release-not-fetched}, {@code disk-full}
     */
    public void stage(Finding.Available release) {
        staging.stage(release.signed(), release.manifest());
    }

    /**
     * Makes a staged release the one in use, on trial, with what users did to their files.
     *
     * @throws ProblemException {@code not-switched}; then the one before is still in use
     */
    public void begin(Manifest manifest) {
        String name = manifest.directoryName();
        Path staged = home.staging().resolve(name);
        String before = home.currentName();
        try {
            Manifest old = home.manifest(before);
            List<String> kept = old == null ? List.of() : UsersFiles.carry(home.current(), old, staged, manifest);
            Durable.tree(staged);
            Files.createDirectories(home.releases());
            Files.move(staged, home.release(name), StandardCopyOption.ATOMIC_MOVE);
            Durable.directory(home.releases());
            String what = "update " + (old == null ? "" : old.version() + " ") + "to " + manifest.version()
                    + (kept.isEmpty() ? "" : ", " + kept.size() + " files as the user left them");
            remember(state.trial(before, name).telling(nowMicros(), what));
            home.switchTo(name);
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            "not-switched",
                            "release " + manifest.version() + " cannot be put in place (" + Reason.ofFile(e) + ")",
                            home.root().toString(),
                            "look at the disk's room and the directory's rights"),
                    e);
        }
    }

    /**
     * The release on trial is good, and stays.
     *
     * @param startMicros how long it took to be healthy; −1 when that was not measured
     */
    public void confirm(long startMicros) {
        Manifest current = home.manifest(home.currentName());
        UpdateState good = state.settled(current.serial()).telling(nowMicros(), current.version() + " is healthy");
        remember(startMicros < 0 ? good : good.startTook(startMicros));
    }

    /** How long the program in use took to be healthy. */
    void startTook(long micros) {
        remember(state.startTook(micros));
    }

    /**
     * The release on trial is bad: the one before is in use again, and this one is not tried any more.
     *
     * @throws ProblemException {@code not-switched}
     */
    public void goBack(String reason) {
        String why = Foreign.text(reason, MAX_WHY);
        Manifest bad = home.manifest(state.to());
        UpdateState leaving = state.goingBack();
        if (bad != null) {
            leaving = leaving.givingUp(new UpdateState.GivenUp(bad.serial(), bad.version(), why))
                    .telling(nowMicros(), "back from " + bad.version() + ": " + why);
        }
        remember(leaving);
        back();
    }

    /**
     * The operator wants the release before.
     *
     * @throws ProblemException {@code no-release-before} when it is not there
     */
    public void rollBack() {
        String before = state.from();
        if (before == null || home.manifest(before) == null) {
            throw new ProblemException(
                    "no-release-before",
                    "the release before is not there any more",
                    home.root().toString(),
                    "");
        }
        remember(state.trial(before, home.currentName()));
        goBack("the operator went back");
    }

    /**
     * Takes no other version from now on.
     *
     * @param version null to take any again
     */
    public void pin(String version) {
        remember(state.pinned(version)
                .telling(nowMicros(), version == null ? "not pinned any more" : "pinned to " + version));
    }

    /** Tries again what was given up. */
    public void forgive() {
        remember(state.forgiving());
    }

    /**
     * Deletes releases that nobody goes back to.
     *
     * @param others directories of releases that are in use by somebody
     */
    void tidy(Set<String> others) {
        Set<String> names = new HashSet<>(others);
        names.add(home.currentName());
        names.add(state.from());
        try {
            home.keepOnly(names);
        } catch (IOException e) {
            System.getLogger(Updater.class.getName())
                    .log(System.Logger.Level.WARNING, "old releases cannot be deleted", e);
        }
    }

    private void back() {
        try {
            if (state.from() != null) {
                home.switchTo(state.from());
            }
            remember(state.settledBack());
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            "not-switched",
                            "the release before cannot be put in place (" + Reason.ofFile(e) + ")",
                            home.root().toString(),
                            "look at the directory's rights"),
                    e);
        }
    }

    /**
     * Takes the newer manifest for the same files.
     *
     * @throws ProblemException {@code not-switched}
     */
    public void adopt(Finding.SignedAgain again) {
        SignedManifest signed = again.signed();
        remember(state.settled(again.manifest().serial()));
        Path current = home.current();
        try {
            Durable.replace(current.resolve(SignedManifest.FILE), signed.bytes());
            Durable.replace(
                    current.resolve(SignedManifest.SIGNATURE_FILE),
                    signed.signature().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem("not-switched", Reason.ofFile(e), current.toString(), "look at the disk"), e);
        }
    }

    private void remember(UpdateState next) {
        file.write(next);
        state = next;
    }

    private long nowMicros() {
        return clock.millis() * 1_000;
    }
}
