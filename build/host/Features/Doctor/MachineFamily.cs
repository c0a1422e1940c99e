using System.Runtime.InteropServices;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Text;

namespace AiSandbox.Host.Features.Doctor;

/// <summary>The machine and the files of the checkout as they must lie on it.</summary>
public sealed class MachineFamily(Checkout checkout) : ICheckFamily
{
    // The images and what building them leaves.
    private const long DiskBytes = 4_000_000_000;

    // Squid and the guard have 256 MB each; npm and a compiler need the rest.
    private const long MemoryBytes = 2_000_000_000;

    /// <inheritdoc/>
    public IEnumerable<Requirement> Requirements(DoctorScope scope) =>
    [
        Requirement.Plain("machine.system", "Linux, macOS or Windows on x86-64 or ARM64", _ => System()),
        Requirement.Plain("machine.disk", $"{Quantity.Size(DiskBytes)} free where the checkout lies", _ => Disk()),
        Requirement.Plain("machine.memory", Quantity.Size(MemoryBytes), _ => Memory()),
        Requirement.Plain("machine.executable", "build.sh can be executed", _ => Executable()),
        Requirement.Plain("machine.line-endings", "what runs in a container has line feeds alone", _ => LineEndings()),
    ];

    private static Answer System()
    {
        var (system, processor) = (RuntimeInformation.OSDescription, RuntimeInformation.OSArchitecture);
        var isKnown = OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() || OperatingSystem.IsWindows();

        return Answer.If(isKnown && processor is Architecture.X64 or Architecture.Arm64, $"{system}, {processor}", "use a machine that is one of these");
    }

    private Answer Disk()
    {
        var free = new DriveInfo(checkout.Root).AvailableFreeSpace;
        return Answer.If(free >= DiskBytes, $"{Quantity.Size(free)} free", "docker system df   (docker image prune removes images that nothing uses)");
    }

    private Answer Memory()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return memory >= MemoryBytes ? Answer.Ok(Quantity.Size(memory)) : Answer.Hint(Quantity.Size(memory), $"set WORKSPACE_MEMORY in {checkout.Show("env/workspace.env")} to less than there is");
    }

    private Answer Executable()
    {
        if (OperatingSystem.IsWindows())
            return Answer.Ok("Windows starts build.ps1");

        var script = Path.Combine(checkout.Root, "build.sh");
        return File.GetUnixFileMode(script).HasFlag(UnixFileMode.UserExecute) ? Answer.Ok("build.sh can be executed") : Answer.Wrong("build.sh cannot be executed", "chmod +x build.sh");
    }

    // A checkout that Windows' git has converted: a kernel looks for an interpreter called "bash\r".
    private Answer LineEndings()
    {
        var converted = Directory.EnumerateFiles(checkout.Images, "*", SearchOption.AllDirectories)
            .Append(Path.Combine(checkout.Root, "build.sh"))
            .Where(path => File.ReadAllBytes(path).AsSpan().IndexOf("\r\n"u8) >= 0)
            .Select(path => Path.GetRelativePath(checkout.Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (converted.Count == 0)
            return Answer.Ok("line feeds alone, in what runs in a container");

        var repair = OperatingSystem.IsWindows() ? "git checkout --" : "sed -i.crlf 's/\\r$//'";
        return Answer.Wrong($"carriage returns in {string.Join(", ", converted)}", $"{repair} {string.Join(' ', converted)}");
    }
}
