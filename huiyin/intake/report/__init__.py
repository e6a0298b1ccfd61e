"""The door for reports of wrongdoing: what comes in here is shut for its reader before anything is stored."""
