using System.Runtime.InteropServices;

namespace AiSandbox.Host.Adapters.Files.Trees;

/// <summary>What the kernel knows about a file and .NET does not tell.</summary>
internal static class FileStatus
{
    private const int FromHere = -100, FollowNoLink = 0x100; // AT_FDCWD and AT_SYMLINK_NOFOLLOW of fcntl.h
    private const uint TypeAndChange = 0x81; // STATX_TYPE and STATX_CTIME of statx(2)
    private const int Length = 256, ModeOffset = 28, ChangeOffset = 0x60; // struct statx, the same on every processor
    private const int TypeMask = 0xf000, Plain = 0x8000; // S_IFMT and S_IFREG of inode(7)

    /// <summary>Whether it is a plain file; true where that cannot be told.</summary>
    public static bool IsPlain(string path) =>
        Read(path) is not { } status || (BitConverter.ToUInt16(status, ModeOffset) & TypeMask) == Plain;

    /// <summary>
    /// When content, mode or owner last changed, as text that is compared and no more. Where the kernel tells, it is the time that nobody can set;
    /// elsewhere that of the last writing.
    /// </summary>
    public static string Changed(string path) => Read(path) is { } status
        ? $"{BitConverter.ToInt64(status, ChangeOffset)}.{BitConverter.ToUInt32(status, ChangeOffset + sizeof(long))}"
        : $"{File.GetLastWriteTimeUtc(path):O}";

    private static byte[]? Read(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;

        try
        {
            var status = new byte[Length];
            return NativeMethods.Status(FromHere, path, FollowNoLink, TypeAndChange, status) == 0 ? status : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // a C library from before 2018
        }
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "statx"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Status(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] status);
    }
}
