package io.hydrophone.upkeep.deploy;

/** Hears how a deployment goes, from several threads. */
public interface DeployProgress {
    /** A machine's turn has come, or it has got further. */
    void at(DeployHost host, String step);

    /** A machine is done, one way or the other. */
    void finished(HostResult result);
}
