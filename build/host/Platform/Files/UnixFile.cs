using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AiSandbox.Host.Platform.Files;

/// <summary>Opens what .NET does not: a folder, and a file that another process has locked.</summary>
internal static class UnixFile
{
    private const int CloseOnExecute = 0x10; // PAL_O_CLOEXEC of .NET's own library, which opens for reading without another flag

    /// <summary>Opens it for reading. The handle is not valid where that fails.</summary>
    public static SafeFileHandle Open(string path) => new(NativeMethods.Open(path, CloseOnExecute, 0), ownsHandle: true);

    private static class NativeMethods
    {
        [DllImport("libSystem.Native", EntryPoint = "SystemNative_Open", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern nint Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, int mode);
    }
}
