package io.hydrophone.traffic.replay;

import io.hydrophone.client.raw.AnswerHandler;
import java.io.InputStream;

/** Gives the target the file that the client gave the source, whatever the target calls it: nothing of this machine. */
record RecordedFile(Step step, StepQueue steps, Pace pace, Ahead ahead) implements AnswerHandler {
    @Override
    public InputStream localFile(String name) {
        steps.await(() -> step.upload() != null || step.isClosed() || pace.isStopped());
        Upload upload = step.upload();
        return upload == null ? null : new UploadStream(upload, steps, pace, ahead);
    }
}
