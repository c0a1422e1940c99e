using System.Runtime.InteropServices;

namespace AiSandbox.Host.Platform.Files.Trees;

/// <summary>What the kernel knows about a file and .NET does not tell. A link is looked at itself.</summary>
internal static class FileStatus
{
    // Of the structure that .NET's own library makes of lstat(2), which is the same on every system and processor.
    private const int Length = 256, ModeOffset = 4, OwnerOffset = 8, GroupOffset = 12, ChangeOffset = 56, DeviceOffset = 88, InodeOffset = 104;
    private const int TypeMask = 0xf000, Plain = 0x8000; // S_IFMT and S_IFREG of inode(7)

    /// <summary>Who runs this process, as the kernel decides rights by.</summary>
    public static uint User => NativeMethods.EffectiveUser();

    /// <summary>Whether it is a plain file; true where that cannot be told.</summary>
    public static bool IsPlain(string path) =>
        Read(path) is not { } status || (BitConverter.ToInt32(status, ModeOffset) & TypeMask) == Plain;

    /// <summary>
    /// When content, mode or owner last changed, as text that is compared and no more. Where the kernel tells, it is the time that nobody can set;
    /// elsewhere that of the last writing.
    /// </summary>
    public static string Changed(string path) => Read(path) is { } status
        ? $"{BitConverter.ToInt64(status, ChangeOffset)}.{BitConverter.ToInt64(status, ChangeOffset + sizeof(long))}"
        : $"{File.GetLastWriteTimeUtc(path):O}";

    /// <summary>Owner, group and mode; <see langword="null"/> where there is no such file, and on Windows.</summary>
    public static (uint User, uint Group, UnixFileMode Mode)? Ownership(string path) => Read(path) is { } status
        ? (BitConverter.ToUInt32(status, OwnerOffset), BitConverter.ToUInt32(status, GroupOffset), (UnixFileMode)(BitConverter.ToInt32(status, ModeOffset) & ~TypeMask))
        : null;

    /// <summary>
    /// Which file it is, whatever its name: device and inode as stat(1) prints them with <c>%d %i</c>; <see langword="null"/> where no
    /// container can tell the same.
    /// </summary>
    public static string? Identity(string path) => OperatingSystem.IsLinux() && Read(path) is { } status
        ? $"{BitConverter.ToUInt64(status, DeviceOffset)} {BitConverter.ToUInt64(status, InodeOffset)}"
        : null;

    private static byte[]? Read(string path)
    {
        var status = new byte[Length];
        return !OperatingSystem.IsWindows() && NativeMethods.Status(path, status) == 0 ? status : null;
    }

    private static class NativeMethods
    {
        [DllImport("libSystem.Native", EntryPoint = "SystemNative_LStat"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Status([MarshalAs(UnmanagedType.LPUTF8Str)] string path, byte[] status);

        [DllImport("libSystem.Native", EntryPoint = "SystemNative_GetEUid"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern uint EffectiveUser();
    }
}
