// Says in the console what a frame's Content-Security-Policy refused, in the same words everywhere.
addEventListener("securitypolicyviolation", (refused) =>
  console.error(
    `Content-Security-Policy: ${refused.effectiveDirective} refused ${refused.blockedURI}` +
      ` at ${refused.sourceFile}:${refused.lineNumber}`,
  ),
);
