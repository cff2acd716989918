package io.hydrophone.probe.master;

import io.hydrophone.servers.DebianPackages;
import io.hydrophone.servers.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory on a disk that promises more room than there is behind it, as thinly provisioned storage does: writes go well
 * into the kernel's memory, and it is the fsync that fails. The file system has a journal: without one, ext4 was seen to lose
 * what it had synced before. Needs root and a loop device.
 */
final class ThinDisk implements AutoCloseable {
    private static final String PROMISED = "256m";

    private final Path backing;
    private final Path directory;

    /** @param mebibytes that there are at first */
    ThinDisk(Path backing, Path directory, int mebibytes) throws IOException {
        DebianPackages.require("e2fsprogs", "mount");
        this.backing = Files.createDirectories(backing);
        this.directory = Files.createDirectories(directory);
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", backing.toString());
        run("truncate", "-s", PROMISED, disk());
        run("mkfs.ext4", "-q", "-N", "128", "-J", "size=4", "-E", "lazy_journal_init=0,lazy_itable_init=0", disk());
        mount();
    }

    private String disk() {
        return backing.resolve("disk").toString();
    }

    private void mount() {
        run("mount", "-o", "loop,errors=continue", disk(), directory.toString());
    }

    private static void run(String... words) {
        Tool.of(words).output();
    }

    /** Gives it the room that it promises, and has the kernel forget what is not on it. */
    void grow() {
        run("umount", directory.toString());
        run("mount", "-o", "remount,size=" + PROMISED, backing.toString());
        mount();
    }

    @Override
    public void close() {
        run("umount", "--lazy", directory.toString());
        run("umount", "--lazy", backing.toString());
    }
}
