package io.hydrophone.agent.host;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.agent.check.Readings;
import io.hydrophone.config.Section;
import oshi.software.os.FileSystem;

/** File handles of the whole system. Windows has no limit, and so no share. */
public final class FileHandles implements CheckKind {
    @Override
    public String name() {
        return "file_handles";
    }

    @Override
    public boolean isUsual() {
        return true;
    }

    @Override
    public Check read(Section init, Section instance) {
        return FileHandles::measure;
    }

    private static void measure(Readings out) {
        FileSystem files = Machine.system().getFileSystem();
        double used = files.getOpenFileDescriptors();
        double most = files.getMaxFileDescriptors();
        out.gauge("system.fs.file_handles.used", used);
        out.gauge("system.fs.file_handles.allocated", used); // Linux keeps none in store since 2.6: both are one
        if (most > 0) {
            out.gauge("system.fs.file_handles.max", most);
            out.gauge("system.fs.file_handles.in_use", used / most);
        }
    }
}
