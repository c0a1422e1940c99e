using System.Runtime.InteropServices;
using System.Text;

namespace AiSandbox.Host.Platform.Debian;

/// <summary>
/// Calls of the Linux kernel for which a bare Debian may have no tool: kill, umount and ip come in packages of their own.
/// Where a call fails, what it should have removed is still there for the caller to see.
/// </summary>
internal static class LinuxKernel
{
    /// <summary>Asks a process to end.</summary>
    public const int Terminate = 15;

    /// <summary>Ends a process at once.</summary>
    public const int Kill = 9;

    private const int Detach = 2; // MNT_DETACH of umount(2)
    private const int InterNetwork = 2, Datagram = 2; // AF_INET, SOCK_DGRAM of socket(2)
    private const uint SetInterfaceFlags = 0x8914, RemoveBridgeByName = 0x89a1; // SIOCSIFFLAGS, SIOCBRDELBR of linux/sockios.h
    private const int NameLength = 16, RequestLength = 40; // IFNAMSIZ and struct ifreq of linux/if.h

    /// <summary>Sends a signal to a process; never to the first one, nor to all, which the numbers below it mean.</summary>
    public static void Signal(int process, int signal)
    {
        if (process > 1)
            _ = NativeMethods.Kill(process, signal);
    }

    /// <summary>Takes a mount out of the tree, also where a process is still in it.</summary>
    public static void Unmount(string path) => _ = NativeMethods.Unmount(path, Detach);

    /// <summary>Takes a bridge down and removes it.</summary>
    public static void RemoveBridge(string name)
    {
        var socket = NativeMethods.Socket(InterNetwork, Datagram, 0);
        if (socket < 0)
            return;

        try
        {
            // A request is the name, and flags behind it: none of them set is "down", as the kernel wants it first.
            var request = new byte[RequestLength];
            Encoding.ASCII.GetBytes(name, request.AsSpan(0, NameLength - 1));
            _ = NativeMethods.Control(socket, SetInterfaceFlags, request);
            _ = NativeMethods.Control(socket, RemoveBridgeByName, request);
        }
        finally
        {
            _ = NativeMethods.Close(socket);
        }
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "kill"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Kill(int process, int signal);

        [DllImport("libc", EntryPoint = "umount2"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Unmount([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

        [DllImport("libc", EntryPoint = "socket"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Socket(int domain, int type, int protocol);

        [DllImport("libc", EntryPoint = "ioctl"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Control(int descriptor, nuint request, byte[] argument);

        [DllImport("libc", EntryPoint = "close"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Close(int descriptor);
    }
}
