using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>The working directory given with <c>UseWorkingDirectory</c>.</summary>
internal sealed record WorkingDirectory(DirectoryPath Path);
