using System.Runtime.InteropServices;
using AiSandbox.Guard.Configuration;

namespace AiSandbox.Guard.Keys;

/// <summary>Becomes nobody. The keys lie in files of the host's user, which root alone reads, and only until they are read.</summary>
internal static partial class Rights
{
    private const uint Nobody = 65534;

    /// <summary>Gives up all rights, for this process and all that it starts: whoever is not root has no capability.</summary>
    /// <exception cref="ConfigurationException">They could not be given up.</exception>
    public static void GiveUp()
    {
        // The C library's calls are those of all threads; the kernel's would be those of one.
        if (SetGroups(0, 0) != 0 || SetGroup(Nobody, Nobody, Nobody) != 0 || SetUser(Nobody, Nobody, Nobody) != 0)
        {
            var error = Marshal.GetLastPInvokeError(); // before the console is touched, which sets another
            throw new ConfigurationException($"the right to read the keys cannot be given up: error {error}");
        }
    }

    [LibraryImport("libc", EntryPoint = "setgroups", SetLastError = true)]
    private static partial int SetGroups(nint count, nint groups);

    [LibraryImport("libc", EntryPoint = "setresgid", SetLastError = true)]
    private static partial int SetGroup(uint real, uint effective, uint saved);

    [LibraryImport("libc", EntryPoint = "setresuid", SetLastError = true)]
    private static partial int SetUser(uint real, uint effective, uint saved);
}
